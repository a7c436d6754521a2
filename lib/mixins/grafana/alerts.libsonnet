{
  local mixin = self,
  local config = mixin._config { runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'grafana') },
  local alert = (import '../alert.libsonnet')(config),
  local requests(matchers='') = 'namespace_job_handler_statuscode:grafana_http_request_duration_seconds_count:rate5m{%s}'
                                % std.join(', ', [m for m in [config.grafanaSelector, 'handler!~"%s"' % config.grafanaHandlersIgnored, matchers] if m != '']),

  prometheusAlerts+:: {
    groups+: [
      {
        name: 'grafana.alerts',
        rules: [
          alert('GrafanaRequestsFailing', {
            severity: 'warning',
            'for': '5m',
            expr: |||
              100
                * sum without (status_code) (%(failed)s)
                / sum without (status_code) (%(all)s)
                > %(percent)g
              and
              sum without (status_code) (%(all)s) >= %(minimum)g
            ||| % {
              failed: requests('status_code=~"5.."'),
              all: requests(),
              percent: config.grafanaFailedPercent,
              minimum: config.grafanaMinRequestsPerSecond,
            },
            summary: 'Grafana fails many requests.',
            description: 'Grafana answers {{ printf "%%.0f" $value }}%% of the requests for {{ $labels.handler }} with an error of its own (more than %g%%).' % config.grafanaFailedPercent,
          }),
        ],
      },
    ],
  },
}
