{
  local mixin = self,
  local config = mixin._config { runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'kube-state-metrics') },
  local alert = (import '../alert.libsonnet')(config),
  local by = '%s, job' % config.clusterLabel,

  local series(metric, matchers='') =
    '%s{%s}' % [metric, std.join(', ', [m for m in [config.kubeStateMetricsSelector, matchers] if m != ''])],
  local errors(name, verb, percent) = alert(name, {
    severity: 'critical',
    'for': '15m',
    expr: |||
      100
        * sum by (%(by)s) (rate(%(failed)s[5m]))
        / sum by (%(by)s) (rate(%(all)s[5m]))
        > %(percent)g
    ||| % {
      by: by,
      failed: series('kube_state_metrics_%s_total' % verb, 'result="error"'),
      all: series('kube_state_metrics_%s_total' % verb),
      percent: percent,
    },
    summary: 'kube-state-metrics cannot %s objects.' % verb,
    description: 'kube-state-metrics fails {{ printf "%%.1f" $value }}%% of its requests to %s objects (more than %g%%): alerts about workloads are blind.' % [verb, percent],
  }),

  prometheusAlerts+:: {
    groups+: [
      {
        name: 'kube-state-metrics',
        rules: [
          errors('KubeStateMetricsListErrors', 'list', config.listErrorPercent),
          errors('KubeStateMetricsWatchErrors', 'watch', config.watchErrorPercent),
          alert('KubeStateMetricsShardingMismatch', {
            severity: 'critical',
            'for': '15m',
            expr: 'stdvar by (%s) (%s) > 0' % [by, series('kube_state_metrics_total_shards')],
            summary: 'The shards of kube-state-metrics disagree on how many there are.',
            description: 'Some shards of kube-state-metrics are told another number of shards than others: some objects are told of twice, or not at all.',
          }),
          alert('KubeStateMetricsShardsMissing', {
            severity: 'critical',
            'for': '15m',
            expr: |||
              max by (%(by)s) (%(total)s)
                - count by (%(by)s) (group by (%(by)s, shard_ordinal) (%(ordinal)s))
                > 0
            ||| % {
              by: by,
              total: series('kube_state_metrics_total_shards'),
              ordinal: series('kube_state_metrics_shard_ordinal'),
            },
            summary: 'Shards of kube-state-metrics are missing.',
            description: '{{ $value }} shards of kube-state-metrics are missing: nobody tells about their objects.',
          }),
        ],
      },
    ],
  },
}
