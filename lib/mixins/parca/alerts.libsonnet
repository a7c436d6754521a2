{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.parcaGroupLabels),
    process: self.group + ', pod, instance',
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'parca'),
    // What is the server's fault; a refused or unknown question is not.
    codes: 'grpc_code=~"Aborted|DataLoss|Internal|Unavailable|Unimplemented|Unknown"',
    writes: 'grpc_method=~"Write|WriteRaw|WriteArrow|Export"',
    queries: 'grpc_service=~"parca.query.*", grpc_type="unary"',
  },
  local alert = (import '../alert.libsonnet')(c),
  local process = '{{ or $labels.pod $labels.instance }}',

  local common = (import '../backend.libsonnet')(c, alert, {
    name: 'Parca',
    alert: 'Parca',
    key: 'parca',
    lost: 'While it is down no profiles are taken, and none can be read.',
  }),
  local failing(calls, percent, least) = |||
    100
      * sum by (%(process)s, grpc_method) (rate(grpc_server_handled_total{%(parcaSelector)s, %(calls)s, %(codes)s}[10m]))
      / sum by (%(process)s, grpc_method) (rate(grpc_server_handled_total{%(parcaSelector)s, %(calls)s}[10m]))
      > %(percent)g
    and
    sum by (%(process)s, grpc_method) (rate(grpc_server_handled_total{%(parcaSelector)s, %(calls)s}[10m])) >= %(least)g
  ||| % (c { calls: calls, percent: percent, least: least }),

  prometheusAlerts+:: {
    groups+: [{
      name: 'parca.alerts',
      rules: common + [
        alert('ParcaWritesFail', {
          severity: 'warning',
          'for': '10m',
          expr: failing(c.writes, c.parcaWriteErrorsPercent, c.parcaMinWritesPerSecond),
          summary: 'Parca does not take profiles.',
          description: '{{ printf "%.0f" $value }}% of the calls of {{ $labels.grpc_method }}, by which Parca ' + process + ' takes profiles, fail.',
        }),
        alert('ParcaQueriesFail', {
          severity: 'warning',
          'for': '15m',
          expr: failing(c.queries, c.parcaQueryErrorsPercent, c.parcaMinQueriesPerSecond),
          summary: 'Queries of profiles fail in Parca.',
          description: '{{ printf "%.0f" $value }}% of the queries {{ $labels.grpc_method }} fail in Parca ' + process + '.',
        }),
      ],
    }],
  },
}
