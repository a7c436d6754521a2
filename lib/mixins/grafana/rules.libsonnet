{
  local mixin = self,
  local config = mixin._config,

  prometheusRules+:: {
    groups+: [
      {
        name: 'grafana.rules',
        rules: [
          {
            record: 'namespace_job_handler_statuscode:grafana_http_request_duration_seconds_count:rate5m',
            expr: 'sum by (%s, namespace, job, handler, status_code) (rate(grafana_http_request_duration_seconds_count{%s}[5m]))'
                  % [config.clusterLabel, config.grafanaSelector],
          },
        ],
      },
    ],
  },
}
