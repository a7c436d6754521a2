// What alerts and dashboards would otherwise compute again and again: space of a whole cluster, and
// quantiles of the latency histograms in seconds.
local queries = import './query.libsonnet';

{
  local mixin = self,
  local q = queries(mixin._config),

  local latencies = {
    sql_service_latency: 'sql_service_latency',
    sql_txn_latency: 'sql_txn_latency',
    exec_latency: 'exec_latency',
    raft_log_commit: 'raft_process_logcommit_latency',
    liveness_heartbeat: 'liveness_heartbeatlatency',
  },

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
            record: 'cluster_quantile:cockroachdb_%s_seconds:histogram_quantile' % name,
            expr: q.latency(latencies[name], quantile, q.cluster),
            labels: { quantile: quantile },
          }
          for name in std.objectFields(latencies)
          for quantile in ['0.99', '0.9', '0.5']
        ],
      },
    ],
  },
}
