// What alerts and dashboards would otherwise compute again and again: the space of a whole cluster, and
// quantiles of the latency of its statements, in seconds.
local queries = import './query.libsonnet';

{
  local mixin = self,
  local q = queries(mixin._config),

  prometheusRules+:: {
    groups+: [
      {
        name: 'cockroachdb-capacity.rules',
        rules: [
          {
            record: 'cluster:cockroachdb_capacity:sum',
            expr: 'sum by (%s) (%s)' % [q.cluster, q.series('capacity')],
          },
          {
            record: 'cluster:cockroachdb_capacity_available:sum',
            expr: 'sum by (%s) (%s)' % [q.cluster, q.series('capacity_available')],
          },
          {
            record: 'cluster:cockroachdb_capacity_available:ratio',
            expr: 'cluster:cockroachdb_capacity_available:sum / cluster:cockroachdb_capacity:sum',
          },
        ],
      },
      {
        name: 'cockroachdb-latency.rules',
        rules: [
          {
            record: 'cluster_quantile:cockroachdb_sql_service_latency_seconds:histogram_quantile',
            expr: q.latency('sql_service_latency', quantile, q.cluster),
            labels: { quantile: quantile },
          }
          for quantile in ['0.99', '0.9', '0.5']
        ],
      },
    ],
  },
}
