// What Prometheus sends to another storage.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local where = '{{ $labels.remote_name }} ({{ $labels.url }})';

  {
    name: 'prometheus-remote-write',
    rules: [
      alert('PrometheusRemoteStorageFailures', {
        severity: 'critical',
        'for': '15m',
        expr: |||
          100
            * rate(%(failed)s[5m])
            / (rate(%(failed)s[5m]) + rate(%(sent)s[5m]))
            > %(percent)g
        ||| % {
          failed: q.series('prometheus_remote_storage_samples_failed_total'),
          sent: q.series('prometheus_remote_storage_samples_total'),
          percent: config.remoteWriteFailedPercent,
        },
        summary: 'Prometheus loses samples on the way to remote storage.',
        description: 'Prometheus %s fails to send {{ printf "%%.1f" $value }}%% of the samples to %s (more than %g%%).' % [q.who, where, config.remoteWriteFailedPercent],
      }),
      alert('PrometheusRemoteWriteBehind', {
        severity: 'critical',
        'for': '15m',
        // Before 3.6 what is highest is known of all queues together.
        expr: |||
          (
            max_over_time(%(queued)s[5m]) - max_over_time(%(sent)s[5m])
            or
            max_over_time(%(highest)s[5m]) - ignoring (remote_name, url) group_right () max_over_time(%(sent)s[5m])
          ) > %(seconds)g
        ||| % {
          queued: q.series('prometheus_remote_storage_queue_highest_timestamp_seconds'),
          highest: q.series('prometheus_remote_storage_highest_timestamp_in_seconds'),
          sent: q.series('prometheus_remote_storage_queue_highest_sent_timestamp_seconds'),
          seconds: config.remoteWriteBehindSeconds,
        },
        summary: 'Remote storage lags behind.',
        description: 'What Prometheus %s sends to %s is {{ printf "%%.0f" $value }} s late (more than %g s).' % [q.who, where, config.remoteWriteBehindSeconds],
      }),
      alert('PrometheusRemoteWriteDesiredShards', {
        severity: 'warning',
        'for': '15m',
        expr: 'max_over_time(%s[5m]) > max_over_time(%s[5m])' % [
          q.series('prometheus_remote_storage_shards_desired'),
          q.series('prometheus_remote_storage_shards_max'),
        ],
        summary: 'Remote storage takes samples too slowly.',
        description: 'Prometheus %s would need {{ printf "%%.0f" $value }} shards to keep up with %s, more than it may use.' % [q.who, where],
      }),
    ],
  }
