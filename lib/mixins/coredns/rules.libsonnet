{
  local mixin = self,
  local c = mixin._config {
    by: std.join(', ', [mixin._config.clusterLabel, 'namespace', 'job']),
  },

  prometheusRules+:: {
    groups+: [{
      name: 'coredns.rules',
      rules: [
        {
          record: 'job_rcode:coredns_dns_responses:rate5m',
          expr: 'sum by (%(by)s, rcode) (rate(coredns_dns_responses_total{%(corednsSelector)s}[5m]))' % c,
        },
        {
          record: 'job:coredns_dns_request_duration_seconds:p99_rate5m',
          expr: 'histogram_quantile(0.99, sum by (%(by)s, le) (rate(coredns_dns_request_duration_seconds_bucket{%(corednsSelector)s}[5m])))' % c,
        },
        // Since 1.11 the plugin counts what it forwards by the time that it took alone.
        {
          record: 'job_to_rcode:coredns_proxy_requests:rate5m',
          expr: 'sum by (%(by)s, to, rcode) (rate(coredns_proxy_request_duration_seconds_count{%(corednsSelector)s}[5m]))' % c,
        },
        {
          record: 'job_to:coredns_proxy_request_duration_seconds:p99_rate5m',
          expr: 'histogram_quantile(0.99, sum by (%(by)s, to, le) (rate(coredns_proxy_request_duration_seconds_bucket{%(corednsSelector)s}[5m])))' % c,
        },
      ],
    }],
  },
}
