{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.lokiGroupLabels),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'loki'),
  },
  local alert = (import '../alert.libsonnet')(c),
  local instance = '{{ or $labels.pod $labels.instance }}',

  local serving = [
    alert('LokiAbsent', {
      severity: 'critical',
      'for': '10m',
      expr: |||
        group by (%(group)s) (present_over_time(up{%(lokiSelector)s}[%(lokiAbsentMemory)s]))
        unless
        group by (%(group)s) (up{%(lokiSelector)s})
      ||| % c,
      summary: 'Loki is no longer scraped.',
      description: 'Prometheus has no target of Loki job {{ $labels.job }} any more, though it had some within the last %(lokiAbsentMemory)s.' % c,
    }),
    alert('LokiDown', {
      severity: 'critical',
      'for': '5m',
      expr: 'up{%(lokiSelector)s} == 0' % c,
      summary: 'A Loki cannot be scraped.',
      description: 'Loki ' + instance + ' cannot be scraped. While it is down its logs cannot be read, and collectors hold back what is new.',
    }),
    alert('LokiRequestErrors', {
      severity: 'critical',
      'for': '15m',
      expr: |||
        100 * route:loki_request_errors:rate10m{%(lokiSelector)s} / route:loki_requests:rate10m{%(lokiSelector)s}
          > %(lokiErrorsPercent)g
        and
        route:loki_requests:rate10m{%(lokiSelector)s} >= %(lokiErrorsMinRequestsPerSecond)g
      ||| % c,
      summary: 'Many requests to Loki fail.',
      description: 'Loki job {{ $labels.job }} answers {{ printf "%%.0f" $value }}%% of the requests to {{ $labels.route }} with an error (more than %(lokiErrorsPercent)g%%).' % c,
    }),
    alert('LokiRequestPanics', {
      severity: 'warning',
      'for': '2m',
      expr: 'sum by (%(group)s) (increase(loki_panic_total{%(lokiSelector)s}[10m])) > 0' % c,
      summary: 'Requests make Loki panic.',
      description: 'Loki job {{ $labels.job }} gave up {{ printf "%.0f" $value }} requests within 10 minutes with a panic.',
    }),
    alert('LokiRequestLatency', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        route:loki_request_duration_seconds:p99_10m{%(lokiSelector)s, route!~"%(lokiQueryRoutes)s"} > %(lokiLatencySeconds)g
        and
        route:loki_requests:rate10m{%(lokiSelector)s} >= %(lokiLatencyMinRequestsPerSecond)g
      ||| % c,
      summary: 'Loki answers slowly.',
      description: 'One of a hundred requests to {{ $labels.route }} of Loki job {{ $labels.job }} takes longer than {{ $value | humanizeDuration }}.',
    }),
    alert('LokiQueriesSlow', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        route:loki_request_duration_seconds:p99_10m{%(lokiSelector)s, route=~"%(lokiQueryRoutes)s"} > %(lokiQuerySeconds)g
        and
        route:loki_requests:rate10m{%(lokiSelector)s} >= %(lokiLatencyMinRequestsPerSecond)g
      ||| % c,
      summary: 'Queries of logs take long.',
      description: 'One of a hundred queries by {{ $labels.route }} of Loki job {{ $labels.job }} takes longer than {{ $value | humanizeDuration }}.',
    }),
  ],

  local writing = [
    alert('LokiReceivesNothing', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        sum by (%(group)s) (rate(loki_distributor_lines_received_total{%(lokiSelector)s}[15m])) == 0
        and
        sum by (%(group)s) (rate(loki_distributor_lines_received_total{%(lokiSelector)s}[1h] offset 1h)) > %(lokiSilentMinLinesPerSecond)g
      ||| % c,
      summary: 'No logs come in any more.',
      description: 'Loki job {{ $labels.job }} has received no line for half an hour, and did before.',
    }),
    alert('LokiDiscardedLines', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        100
          * sum by (%(group)s, reason) (rate(loki_discarded_samples_total{%(lokiSelector)s}[10m]))
          / on (%(group)s) group_left ()
        sum by (%(group)s) (rate(loki_distributor_lines_received_total{%(lokiSelector)s}[10m]))
          > %(lokiDiscardedPercent)g
        and
        sum by (%(group)s, reason) (rate(loki_discarded_samples_total{%(lokiSelector)s}[10m])) >= %(lokiDiscardedMinLinesPerSecond)g
      ||| % c,
      summary: 'Loki refuses log lines.',
      description: 'Loki job {{ $labels.job }} discards {{ printf "%.1f" $value }}% of the lines that it receives, because of {{ $labels.reason }}.',
    }),
    alert('LokiFlushesFail', {
      severity: 'critical',
      'for': '15m',
      expr: |||
        100
          * sum by (%(group)s) (rate(loki_ingester_chunks_flush_failures_total{%(lokiSelector)s}[10m]))
          / sum by (%(group)s) (rate(loki_ingester_chunks_flush_requests_total{%(lokiSelector)s}[10m]))
          > %(lokiFlushFailuresPercent)g
        and
        sum by (%(group)s) (rate(loki_ingester_chunks_flush_requests_total{%(lokiSelector)s}[10m])) >= %(lokiFlushesMinPerSecond)g
      ||| % c,
      summary: 'Loki cannot write logs to its storage.',
      description: 'Loki job {{ $labels.job }} fails in {{ printf "%.0f" $value }}% of its attempts to write chunks. It holds them in memory and in the WAL until both are full.',
    }),
    alert('LokiWalDiskAlmostFull', {
      severity: 'warning',
      'for': '15m',
      expr: '100 * loki_ingester_wal_disk_usage_percent{%(lokiSelector)s} > %(lokiWalDiskPercent)g' % c,
      summary: 'The disk of the WAL of a Loki is almost full.',
      description: 'The disk with the WAL of Loki ' + instance + ' is {{ printf "%.0f" $value }}% full. When it is full, a crash loses what is in memory.',
    }),
    alert('LokiWalDiskFull', {
      severity: 'critical',
      'for': '2m',
      expr: 'increase(loki_ingester_wal_disk_full_failures_total{%(lokiSelector)s}[10m]) > 0' % c,
      summary: 'The disk of the WAL of a Loki is full.',
      description: 'Loki ' + instance + ' could not write its WAL {{ printf "%.0f" $value }} times within 10 minutes: a crash now loses what is in memory.',
    }),
  ],

  local keeping = [
    alert('LokiTooManyCompactorsRunning', {
      severity: 'warning',
      'for': '5m',
      expr: 'sum by (%(group)s) (loki_boltdb_shipper_compactor_running{%(lokiSelector)s}) > 1' % c,
      summary: 'Several compactors of Loki run at once.',
      description: '{{ $value }} compactors of Loki job {{ $labels.job }} run at once: they can damage the index of each other.',
    }),
    alert('LokiCompactorHasNotSuccessfullyRunCompaction', {
      severity: 'warning',
      'for': '1h',
      expr: |||
        (
          time() - (max by (%(group)s) (loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds{%(lokiSelector)s}) > 0)
          or
          (
            time() - min by (%(group)s) (process_start_time_seconds{%(lokiSelector)s})
            and
            max by (%(group)s) (loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds{%(lokiSelector)s}) == 0
          )
        ) > %(lokiCompactionHours)g * 3600
      ||| % c,
      summary: 'Loki has not compacted its index for long.',
      description: 'The compactor of Loki job {{ $labels.job }} has had no success for {{ $value | humanizeDuration }}. Without it nothing is deleted, and queries become slow.',
    }),
    alert('LokiRetentionNotApplied', {
      severity: 'warning',
      'for': '1h',
      expr: (
        if !c.lokiRetentionExpected then |||
          time() - (max by (%(group)s) (loki_compactor_apply_retention_last_successful_run_timestamp_seconds{%(lokiSelector)s}) > 0)
            > %(lokiRetentionHours)g * 3600
        ||| else |||
          (
            time() - (max by (%(group)s) (loki_compactor_apply_retention_last_successful_run_timestamp_seconds{%(lokiSelector)s}) > 0)
            or
            (
              time() - min by (%(group)s) (process_start_time_seconds{%(lokiSelector)s})
              and
              max by (%(group)s) (loki_compactor_apply_retention_last_successful_run_timestamp_seconds{%(lokiSelector)s}) == 0
            )
          ) > %(lokiRetentionHours)g * 3600
        |||
      ) % c,
      summary: 'Loki does not delete old logs.',
      description: 'Loki job {{ $labels.job }} has not deleted old logs for {{ $value | humanizeDuration }}: its storage grows without end.',
    }),
  ],

  local ruling = [
    alert('LokiRuleEvaluationFailures', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        100
          * sum by (%(group)s, rule_group) (rate(loki_prometheus_rule_evaluation_failures_total{%(lokiSelector)s}[10m]))
          / sum by (%(group)s, rule_group) (rate(loki_prometheus_rule_evaluations_total{%(lokiSelector)s}[10m]))
          > %(lokiRuleFailuresPercent)g
        and
        sum by (%(group)s, rule_group) (rate(loki_prometheus_rule_evaluations_total{%(lokiSelector)s}[10m])) >= %(lokiRuleEvaluationsMinPerSecond)g
      ||| % c,
      summary: 'Rules over logs cannot be evaluated.',
      description: 'Loki job {{ $labels.job }} fails in {{ printf "%.0f" $value }}% of the evaluations of the rules in {{ $labels.rule_group }}: their alerts cannot fire.',
    }),
    alert('LokiRulerNotificationsFail', {
      severity: 'critical',
      'for': '15m',
      expr: |||
        100
          * sum by (%(group)s) (rate(loki_prometheus_notifications_errors_total{%(lokiSelector)s}[10m]))
          / sum by (%(group)s) (rate(loki_prometheus_notifications_sent_total{%(lokiSelector)s}[10m]))
          > %(lokiNotificationErrorsPercent)g
        and
        sum by (%(group)s) (rate(loki_prometheus_notifications_sent_total{%(lokiSelector)s}[10m])) >= %(lokiNotificationsMinPerSecond)g
      ||| % c,
      summary: 'Alerts over logs do not reach Alertmanager.',
      description: 'The ruler of Loki job {{ $labels.job }} fails in {{ printf "%.0f" $value }}% of its attempts to send alerts to Alertmanager.',
    }),
  ],

  prometheusAlerts+:: {
    groups+: [
      { name: 'loki.alerts', rules: serving },
      { name: 'loki-writes.alerts', rules: writing },
      { name: 'loki-compactor.alerts', rules: keeping },
      { name: 'loki-ruler.alerts', rules: ruling },
    ],
  },
}
