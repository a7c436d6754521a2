{
  local mixin = self,
  local c = mixin._config {
    by: std.join(', ', [mixin._config.clusterLabel, mixin._config.ingressNginxNamespaceLabel, 'job', 'ingress']),
  },

  prometheusRules+:: {
    groups+: [{
      name: 'ingress-nginx.rules',
      rules: [
        {
          record: 'ingress:nginx_ingress_controller_requests:rate5m',
          expr: 'sum by (%(by)s) (rate(nginx_ingress_controller_requests{%(ingressNginxSelector)s}[5m]))' % c,
        },
        {
          record: 'ingress:nginx_ingress_controller_errors:rate5m',
          expr: 'sum by (%(by)s) (rate(nginx_ingress_controller_requests{%(ingressNginxSelector)s, status=~"5.."}[5m]))' % c,
        },
        {
          record: 'ingress:nginx_ingress_controller_request_duration_seconds:p95_rate5m',
          expr: 'histogram_quantile(0.95, sum by (%(by)s, le) (rate(nginx_ingress_controller_request_duration_seconds_bucket{%(ingressNginxSelector)s}[5m])))' % c,
        },
      ],
    }],
  },
}
