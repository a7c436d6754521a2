// The clock. A container reads that of its host, and cannot see who sets it.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);

  {
    name: 'node-exporter-clock',
    rules: [
      alert('NodeClockSkewDetected', {
        severity: 'warning',
        'for': '10m',
        expr: q.once(|||
          (
            %(offset)s > %(limit)g
            and
            deriv(%(offset)s[5m]) >= 0
          )
          or
          (
            %(offset)s < -%(limit)g
            and
            deriv(%(offset)s[5m]) <= 0
          )
        ||| % { offset: q.series('node_timex_offset_seconds'), limit: config.clockOffsetSeconds }),
        summary: 'The clock of a node is wrong, and does not get better.',
        description: 'The clock of %s is off by {{ $value | humanizeDuration }} (more than %g s), and does not approach the right time.' % [q.where, config.clockOffsetSeconds],
      }),
      alert('NodeClockNotSynchronising', {
        severity: 'warning',
        'for': '10m',
        expr: q.once(|||
          %(maxerror)s >= %(limit)g
          and
          max_over_time(%(status)s[5m]) == 0
        ||| % {
          maxerror: q.series('node_timex_maxerror_seconds'),
          limit: config.clockErrorSeconds,
          status: q.series('node_timex_sync_status'),
        }),
        summary: 'Nothing sets the clock of a node.',
        description: 'The clock of %s is not synchronised: it may be wrong by {{ $value | humanizeDuration }} already.' % q.where,
      }),
    ],
  }
