// Ranges and their replicas. During planned maintenance, silence this group.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local sum(metric) = 'sum by (%s) (%s)' % [q.cluster, q.series(metric)];

  {
    name: 'cockroachdb-ranges',
    rules: [
      alert('CockroachDBUnavailableRanges', {
        severity: 'critical',
        'for': '10m',
        expr: sum('ranges_unavailable') + ' > 0',
        summary: 'Some data of CockroachDB cannot be read or written.',
        description: '{{ $value }} ranges of {{ $labels.job }} have lost their quorum; queries that touch them wait or fail.',
      }),
      alert('CockroachDBUnderReplicatedRanges', {
        severity: 'warning',
        'for': '1h',
        expr: sum('ranges_underreplicated') + ' > 0',
        summary: 'Some data of CockroachDB has too few copies.',
        description:
          '{{ $value }} ranges of {{ $labels.job }} have fewer live replicas than they should; the loss of another node may make them unavailable.',
      }),
      alert('CockroachDBCircuitBreakerTripped', {
        severity: 'warning',
        'for': '10m',
        expr: sum('kv_replica_circuit_breaker_num_tripped_replicas') + ' > 0',
        summary: 'Replicas of CockroachDB refuse requests.',
        description: '{{ $value }} replicas of {{ $labels.job }} refuse requests because they could not make progress.',
      }),
      alert('CockroachDBRaftStuck', {
        severity: 'warning',
        'for': '10m',
        expr: sum('requests_slow_raft') + ' > 0',
        summary: 'Proposals of CockroachDB are stuck.',
        description: '{{ $value }} requests of {{ $labels.job }} have been waiting for replication for a long time.',
      }),
      alert('CockroachDBIntentsHigh', {
        severity: 'warning',
        'for': '10m',
        expr: sum('intentcount') + ' > %d' % config.intentsThreshold,
        summary: 'Many write intents of CockroachDB are not resolved.',
        description:
          'There are {{ $value | humanize }} unresolved intents in {{ $labels.job }}: very large transactions, or a clean-up that does not keep up.',
      }),
    ],
  }
