{
  local mixin = self,
  local config = mixin._config { runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'prometheus-operator') },
  local alert = (import '../alert.libsonnet')(config),
  local by = '%s, namespace, job, controller' % config.clusterLabel,
  local what = 'The Prometheus operator ({{ $labels.controller }})',

  local series(metric, matchers='') =
    '%s{%s}' % [metric, std.join(', ', [m for m in [config.prometheusOperatorSelector, matchers] if m != ''])],
  local share(name, failed, all, window, wait, percent, summary, description) = alert(name, {
    severity: 'warning',
    'for': wait,
    expr: |||
      100
        * sum by (%(by)s) (rate(%(failed)s[%(window)s]))
        / sum by (%(by)s) (rate(%(all)s[%(window)s]))
        > %(percent)g
    ||| % { by: by, failed: series(failed), all: series(all), window: window, percent: percent },
    summary: summary,
    description: '%s %s {{ printf "%%.0f" $value }}%% of the time (more than %g%%).' % [what, description, percent],
  }),

  prometheusAlerts+:: {
    groups+: [
      {
        name: 'prometheus-operator',
        rules: [
          share(
            'PrometheusOperatorListErrors',
            'prometheus_operator_list_operations_failed_total',
            'prometheus_operator_list_operations_total',
            '10m',
            '15m',
            config.operatorListErrorPercent,
            'The Prometheus operator cannot list what it works on.',
            'fails to list its objects'
          ),
          share(
            'PrometheusOperatorWatchErrors',
            'prometheus_operator_watch_operations_failed_total',
            'prometheus_operator_watch_operations_total',
            '5m',
            '15m',
            config.operatorWatchErrorPercent,
            'The Prometheus operator does not notice changes.',
            'fails to watch its objects'
          ),
          share(
            'PrometheusOperatorReconcileErrors',
            'prometheus_operator_reconcile_errors_total',
            'prometheus_operator_reconcile_operations_total',
            '5m',
            '10m',
            config.operatorReconcileErrorPercent,
            'The Prometheus operator cannot do what its objects ask for.',
            'fails to bring the cluster into the state that its objects ask for'
          ),
          share(
            'PrometheusOperatorStatusUpdateErrors',
            'prometheus_operator_status_update_errors_total',
            'prometheus_operator_status_update_operations_total',
            '5m',
            '10m',
            config.operatorStatusErrorPercent,
            'The Prometheus operator cannot say how its objects do.',
            'fails to write the status of its objects'
          ),
          alert('PrometheusOperatorSyncFailed', {
            severity: 'warning',
            'for': '10m',
            expr: 'min_over_time(%s[5m]) > 0' % series('prometheus_operator_syncs', 'status="failed"'),
            summary: 'An object of the Prometheus operator has no effect.',
            description: what + ' fails to apply {{ $value }} objects.',
          }),
          alert('PrometheusOperatorNodeLookupErrors', {
            severity: 'warning',
            'for': '10m',
            expr: 'rate(%s[5m]) > %g' % [series('prometheus_operator_node_address_lookup_errors_total'), config.operatorLookupErrorsPerSecond],
            summary: 'The Prometheus operator cannot find the addresses of nodes.',
            description: 'The Prometheus operator fails {{ printf "%%.2f" $value }} times a second to find the address of a node (more than %g): kubelets are not scraped.' % config.operatorLookupErrorsPerSecond,
          }),
          alert('PrometheusOperatorNotReady', {
            severity: 'warning',
            'for': '5m',
            expr: 'max by (%s) (max_over_time(%s[5m])) == 0' % [by, series('prometheus_operator_ready')],
            summary: 'The Prometheus operator is not ready.',
            description: what + ' is not ready: what is changed in its objects has no effect.',
          }),
          alert('PrometheusOperatorRejectedResources', {
            severity: 'warning',
            'for': '5m',
            expr: 'min_over_time(%s[5m]) > 0' % series('prometheus_operator_managed_resources', 'state="rejected"'),
            summary: 'The Prometheus operator rejects objects.',
            description: what + ' rejects {{ $value }} objects of kind {{ $labels.resource }}: they are wrong, and have no effect.',
          }),
        ],
      },
      {
        name: 'config-reloaders',
        rules: [
          alert('ConfigReloaderSidecarErrors', {
            severity: 'warning',
            'for': '10m',
            expr: 'max_over_time(reloader_last_reload_successful{%s}[5m]) == 0' % config.configReloaderSelector,
            summary: 'A reloader cannot hand over a new configuration.',
            description: 'The reloader in pod {{ $labels.pod }} of namespace {{ $labels.namespace }} fails: what was changed has no effect.',
          }),
        ],
      },
    ],
  },
}
