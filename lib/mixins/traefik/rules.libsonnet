{
  local mixin = self,
  local c = mixin._config {
    by: std.join(', ', [mixin._config.clusterLabel, 'namespace', 'job', 'service']),
    // What stays open on purpose has no duration worth a judgement.
    answered: 'protocol!~"websocket|sse"',
  },

  prometheusRules+:: {
    groups+: [{
      name: 'traefik.rules',
      rules: [
        {
          record: 'service:traefik_service_requests:rate5m',
          expr: 'sum by (%(by)s) (rate(traefik_service_requests_total{%(traefikSelector)s}[5m]))' % c,
        },
        {
          record: 'service:traefik_service_errors:rate5m',
          expr: 'sum by (%(by)s) (rate(traefik_service_requests_total{%(traefikSelector)s, code=~"5.."}[5m]))' % c,
        },
        {
          record: 'service:traefik_service_requests_slow:percent_rate5m',
          expr: |||
            100
              * (
                1
                  -
                sum by (%(by)s) (rate(traefik_service_request_duration_seconds_bucket{%(traefikSelector)s, %(answered)s, le="%(traefikSlowBucket)s"}[5m]))
                  /
                sum by (%(by)s) (rate(traefik_service_request_duration_seconds_count{%(traefikSelector)s, %(answered)s}[5m]))
              )
          ||| % c,
        },
      ],
    }],
  },
}
