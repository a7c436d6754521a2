// What clients notice. Ratios and latencies need some traffic to mean anything.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local f = {
    by: q.cluster,
    selector: q.selector,
    least: config.sqlMinimumRate,
  };

  {
    name: 'cockroachdb-sql',
    rules: [
      alert('CockroachDBNoQueries', {
        severity: 'warning',
        'for': '10m',
        // Idle pools are no incident: there must have been traffic before.
        expr: |||
          sum by (%(by)s) (rate(sql_query_count{%(selector)s}[5m])) == 0
          and
          sum by (%(by)s) (sql_conns{%(selector)s}) > 0
          and
          sum by (%(by)s) (rate(sql_query_count{%(selector)s}[1h] offset 15m)) > %(least)s
        ||| % f,
        summary: 'CockroachDB executes no queries any more.',
        description: 'Clients are connected to {{ $labels.job }}, but no query has been executed since the traffic stopped.',
      }),
      alert('CockroachDBSQLFailuresHigh', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          sum by (%(by)s) (rate(sql_failure_count{%(selector)s}[5m]))
          /
          (sum by (%(by)s) (rate(sql_query_count{%(selector)s}[5m])) > %(least)s)
          > %(percent)d / 100
        ||| % f { percent: config.sqlFailurePercent },
        summary: 'Many SQL statements fail.',
        description: '{{ $value | humanizePercentage }} of the statements in {{ $labels.job }} fail.',
      }),
      alert('CockroachDBSQLLatencyHigh', {
        severity: 'warning',
        'for': '30m',
        expr: |||
          cluster_quantile:cockroachdb_sql_service_latency_seconds:histogram_quantile{quantile="0.99"} > %(seconds)s
          and on (%(by)s)
          sum by (%(by)s) (rate(sql_query_count{%(selector)s}[5m])) > %(least)s
        ||| % f { seconds: config.sqlLatencySecondsP99 },
        summary: 'SQL statements are slow.',
        description: 'Statements in {{ $labels.job }} take {{ $value | humanizeDuration }} (99th percentile).',
      }),
    ],
  }
