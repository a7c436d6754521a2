// Space of the stores and the health of what writes to them.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local at = 'store {{ $labels.store }} of the CockroachDB node at {{ $labels.instance }}';

  local storeLow(severity, percent, wait) = alert('CockroachDBStoreDiskLow', {
    severity: severity,
    'for': wait,
    expr: '%s / %s < %d / 100' % [q.series('capacity_available'), q.series('capacity'), percent],
    summary: 'A CockroachDB store runs out of space.',
    description: 'Only {{ $value | humanizePercentage }} of the space is left in %s.' % at,
  });
  local queue(severity, depth) = alert('CockroachDBDiskQueueHigh', {
    severity: severity,
    'for': '10m',
    expr: 'avg_over_time(%s[5m]) > %d' % [q.series('sys_host_disk_iopsinprogress'), depth],
    summary: 'The disks of a CockroachDB node do not keep up.',
    description:
      'On average {{ $value | humanize }} disk operations wait on the host of the CockroachDB node at {{ $labels.instance }}.',
  });
  local stalls(severity, rate) = alert('CockroachDBWriteStalls', {
    severity: severity,
    'for': '5m',
    expr: 'rate(%s[5m]) >= %s' % [q.series('storage_write_stalls'), rate],
    summary: 'A CockroachDB store stalls writes.',
    description: 'Writes stall {{ $value | humanize }} times a second in %s.' % at,
  });
  local amplification(severity, factor, wait) = alert('CockroachDBReadAmplificationHigh', {
    severity: severity,
    'for': wait,
    expr: '%s > %d' % [q.series('rocksdb_read_amplification'), factor],
    summary: 'Reads of a CockroachDB store touch too many files.',
    description: 'A read looks into {{ $value }} files in %s: compactions do not keep up with writes.' % at,
  });

  {
    name: 'cockroachdb-storage',
    rules: [
      storeLow('warning', config.storeFreePercentWarning, '24h'),
      storeLow('critical', config.storeFreePercentCritical, '1h'),
      alert('CockroachDBClusterDiskLow', {
        severity: 'warning',
        'for': '1h',
        expr: 'cluster:cockroachdb_capacity_available:ratio < %d / 100' % config.clusterFreePercentWarning,
        summary: 'A CockroachDB cluster runs out of space.',
        description: 'Only {{ $value | humanizePercentage }} of the space is left in all stores of {{ $labels.job }}.',
      }),
      queue('warning', config.diskQueueWarning),
      queue('critical', config.diskQueueCritical),
      stalls('warning', config.writeStallsWarning),
      stalls('critical', config.writeStallsCritical),
      amplification('warning', config.readAmplificationWarning, '1h'),
      amplification('critical', config.readAmplificationCritical, '15m'),
    ],
  }
