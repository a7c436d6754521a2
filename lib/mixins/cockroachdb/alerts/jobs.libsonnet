// Backups and changefeeds. During planned maintenance, silence the changefeeds.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local increase(metric, window) = 'sum by (%s) (increase(%s[%s]))' % [q.cluster, q.series(metric), window];

  local latency(severity, seconds) = alert('CockroachDBChangefeedLatencyHigh', {
    severity: severity,
    'for': '15m',
    expr: '%s > %d' % [q.latency('changefeed_commit_latency', '0.99', q.cluster), seconds],
    summary: 'Changefeeds of CockroachDB lag behind.',
    description:
      'Changes in {{ $labels.job }} leave {{ $value | humanizeDuration }} (99th percentile) after they were committed.',
  });
  local paused(severity, wait) = alert('CockroachDBChangefeedPaused', {
    severity: severity,
    'for': wait,
    expr: 'max by (%s) (%s) > 0' % [q.cluster, q.series('jobs_changefeed_currently_paused')],
    summary: 'A changefeed of CockroachDB is paused.',
    description:
      '{{ $value }} changefeeds of {{ $labels.job }} have been paused for more than %s; what they must not miss cannot be removed, and grows.' % wait,
  });

  {
    name: 'cockroachdb-jobs',
    rules: [
      alert('CockroachDBBackupFailed', {
        severity: 'warning',
        expr: increase('schedules_BACKUP_failed', '1h') + ' > 0',
        summary: 'A scheduled backup of CockroachDB failed.',
        description: 'Within the last hour a scheduled backup of {{ $labels.job }} failed.',
      }),
      alert('CockroachDBChangefeedFailed', {
        severity: 'critical',
        expr: increase('changefeed_failures', '15m') + ' > 0',
        summary: 'A changefeed of CockroachDB failed.',
        description: 'A changefeed of {{ $labels.job }} failed within the last 15 minutes and does not restart by itself.',
      }),
      alert('CockroachDBChangefeedRetries', {
        severity: 'warning',
        'for': '15m',
        expr: increase('changefeed_error_retries', '15m') + ' > %d' % config.changefeedRetries,
        summary: 'Changefeeds of CockroachDB retry a lot.',
        description: 'Changefeeds of {{ $labels.job }} retried {{ $value | humanize }} times within 15 minutes.',
      }),
      latency('warning', config.changefeedLatencySecondsWarning),
      latency('critical', config.changefeedLatencySecondsCritical),
      paused('warning', '15m'),
      paused('critical', '1h'),
    ],
  }
