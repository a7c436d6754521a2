{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.lokiGroupLabels),
  },

  prometheusRules+:: {
    groups+: [{
      name: 'loki.rules',
      rules: [
        {
          record: 'route:loki_requests:rate10m',
          expr: 'sum by (%(group)s, route) (rate(loki_request_duration_seconds_count{%(lokiSelector)s}[10m]))' % c,
        },
        {
          record: 'route:loki_request_errors:rate10m',
          expr: 'sum by (%(group)s, route) (rate(loki_request_duration_seconds_count{%(lokiSelector)s, status_code=~"5.."}[10m]))' % c,
        },
        {
          record: 'route:loki_request_duration_seconds:p99_10m',
          expr: |||
            histogram_quantile(
              0.99,
              sum by (%(group)s, route, le) (
                rate(loki_request_duration_seconds_bucket{%(lokiSelector)s, route!~"%(lokiWaitingRoutes)s"}[10m])
              )
            )
          ||| % c,
        },
      ],
    }],
  },
}
