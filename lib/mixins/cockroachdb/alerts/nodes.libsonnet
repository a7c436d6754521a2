// Whether the nodes are there, stay there and agree with each other.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);

  local instanceDown(severity, wait) = alert('CockroachDBInstanceDown', {
    severity: severity,
    'for': wait,
    expr: '%s == 0' % q.series('up'),
    summary: 'A CockroachDB node is down.',
    description: 'The CockroachDB node at {{ $labels.instance }} has not answered for more than %s.' % wait,
  });
  local liveness(severity, wait) = alert('CockroachDBLivenessMismatch', {
    severity: severity,
    'for': wait,
    expr: |||
      max by (%(by)s) (liveness_livenodes{%(selector)s})
      -
      min by (%(by)s) (liveness_livenodes{%(selector)s})
      > 0
    ||| % { by: q.cluster, selector: q.selector },
    summary: 'CockroachDB nodes disagree on who is alive.',
    description:
      'The nodes of {{ $labels.job }} count live nodes differently, by {{ $value }}, for more than %s: some of them do not reach each other.' % wait,
  });
  local heartbeat(severity, seconds) = alert('CockroachDBHeartbeatLatencyHigh', {
    severity: severity,
    'for': '10m',
    expr: '%s > %s' % [q.latency('liveness_heartbeatlatency', '0.99', q.node), seconds],
    summary: 'A CockroachDB node renews its liveness slowly.',
    description:
      'The CockroachDB node at {{ $labels.instance }} needs {{ $value | humanizeDuration }} (99th percentile) for a heartbeat; if it gets too slow, the node loses its leases.',
  });

  {
    name: 'cockroachdb-nodes',
    rules: [
      alert('CockroachDBDown', {
        severity: 'critical',
        'for': '5m',
        // Not absent(): it knows no namespace, so it could not keep the other alerts quiet, and would miss what was never there.
        expr: |||
          group by (%(by)s) (present_over_time(%(up)s[%(memory)s]))
          unless
          group by (%(by)s) (%(up)s == 1)
        ||| % { by: q.cluster, up: q.series('up'), memory: config.downMemory },
        summary: 'No CockroachDB node is scraped.',
        description: 'Prometheus reaches no node of {{ $labels.job }}, though there were some within the last %s: the database is gone, or it is not discovered any more.' % config.downMemory,
      }),
      instanceDown('warning', '5m'),
      instanceDown('critical', '15m'),
      alert('CockroachDBInstanceFlapping', {
        severity: 'warning',
        expr: 'resets(%s[10m]) > 1' % q.series('sys_uptime'),
        summary: 'A CockroachDB node keeps restarting.',
        description: 'The CockroachDB node at {{ $labels.instance }} restarted {{ $value }} times within 10 minutes.',
      }),
      alert('CockroachDBClusterFlapping', {
        severity: 'critical',
        // A rolling restart restarts each node once.
        expr: |||
          sum by (%(by)s) (resets(%(uptime)s[10m]))
          >
          count by (%(by)s) (%(uptime)s)
        ||| % { by: q.cluster, uptime: q.series('sys_uptime') },
        summary: 'Many CockroachDB nodes restart.',
        description: 'The nodes of {{ $labels.job }} restarted {{ $value }} times within 10 minutes.',
      }),
      alert('CockroachDBInstanceRestarts', {
        severity: 'info',
        expr: 'resets(%s[24h]) > 1' % q.series('sys_uptime'),
        summary: 'A CockroachDB node restarted more than once in a day.',
        description: 'The CockroachDB node at {{ $labels.instance }} restarted {{ $value }} times within 24 hours.',
      }),
      liveness('warning', config.livenessMismatchWarningFor),
      liveness('critical', config.livenessMismatchCriticalFor),
      heartbeat('warning', config.heartbeatLatencySecondsWarning),
      heartbeat('critical', config.heartbeatLatencySecondsCritical),
      alert('CockroachDBClockOffsetHigh', {
        severity: 'critical',
        'for': '5m',
        expr: 'abs(%s) / 1e6 > %d' % [q.series('clock_offset_meannanos'), config.clockOffsetMilliseconds],
        summary: 'The clock of a CockroachDB node is far off.',
        description:
          'The clock of the CockroachDB node at {{ $labels.instance }} is {{ $value | humanize }} ms away from those of the others; close to the maximum offset the node stops itself.',
      }),
      alert('CockroachDBVersionMismatch', {
        severity: 'warning',
        'for': config.versionMismatchFor,
        expr: 'count by (%s) (count by (%s, tag) (%s)) > 1' % [q.cluster, q.cluster, q.series('build_timestamp')],
        summary: 'CockroachDB nodes run different versions.',
        description:
          'The nodes of {{ $labels.job }} run {{ $value }} different versions for more than %s: an upgrade stopped half way.' % config.versionMismatchFor,
      }),
    ],
  }
