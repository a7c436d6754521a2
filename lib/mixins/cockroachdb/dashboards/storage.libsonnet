local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local bad = { unit: 'short', thresholds: d.thresholds.zero, width: 4 };
  local store = '{{instance}} {{store}}';
  local perStore(metric) = q(p.of(metric), store);

  d.dashboard(config, {
    title: 'CockroachDB / Storage and replication',
    uid: 'mixgen-cockroachdb-storage',
    description: 'Space, the health of the stores, and where the ranges and their leases are.',
    selector: config.cockroachdbSelector,
    variables: p.variables,
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat('Unavailable ranges', 'Ranges without a quorum: their data cannot be read or written.', q(p.sum('ranges_unavailable')), bad),
        d.stat('Under-replicated ranges', 'Ranges with fewer live replicas than they should have.', q(p.sum('ranges_underreplicated')), bad { thresholds: [[null, 'green'], [1, 'orange']] }),
        d.stat('Tripped circuit breakers', 'Replicas that refuse requests because they made no progress.', q(p.sum('kv_replica_circuit_breaker_num_tripped_replicas')), bad),
        d.stat('Slow proposals', 'Requests that have been waiting for replication for a long time.', q(p.sum('requests_slow_raft')), bad),
        d.stat('Least space left', 'Free share of the fullest store.', q('min(%s / %s)' % [p.of('capacity_available'), p.of('capacity')]), {
          unit: 'percentunit',
          width: 4,
          thresholds: [
            [null, 'red'],
            [config.storeFreePercentCritical / 100, 'orange'],
            [config.storeFreePercentWarning / 100, 'green'],
          ],
        }),
        d.stat('Write stalls', 'Of all stores, per second.', q(p.sumRate('storage_write_stalls')), {
          unit: 'ops',
          width: 4,
          thresholds: [[null, 'green'], [0.017, 'orange'], [1, 'red']],
        }),
      ]),
      d.row('Space', [
        d.timeseries('Capacity', 'Of all chosen nodes.', [
          q(p.sum('capacity'), 'capacity'),
          q(p.sum('capacity_available'), 'available'),
          q(p.sum('capacity_used'), 'used'),
        ], { unit: 'bytes', min: 0 }),
        d.timeseries('Space left by store', 'Free share of each store.', q('%s / %s' % [p.of('capacity_available'), p.of('capacity')], store), { unit: 'percentunit', min: 0, max: 1 }),
        d.timeseries('Live data', 'What users and the system keep, without old versions.', [
          q(p.sum('livebytes'), 'live'),
          q(p.sum('sysbytes'), 'system'),
        ], { unit: 'bytes', min: 0 }),
        d.timeseries('Intents', 'Writes of transactions that are not finished, or not cleaned up.', q(p.sum('intentcount'), 'intents'), { unit: 'short', min: 0 }),
      ]),
      d.row('Stores', [
        d.timeseries('Read amplification', 'Files that a read looks into; healthy below 20.', perStore('rocksdb_read_amplification'), {
          unit: 'short',
          min: 0,
          thresholds: d.thresholds.usage(config.readAmplificationWarning, config.readAmplificationCritical),
          thresholdStyle: 'line',
        }),
        d.timeseries('Write stalls by store', 'How often a store holds writes back.', q(p.rate('storage_write_stalls'), store), { unit: 'ops', min: 0 }),
        d.timeseries('Log commit (p99)', 'How long replication waits for the disk.', q(p.quantile('0.99', 'raft_process_logcommit_latency', 'instance'), '{{instance}}'), { unit: 'ns', min: 0 }),
        d.timeseries('Command commit (p99)', 'How long applying a batch of commands takes.', q(p.quantile('0.99', 'raft_process_commandcommit_latency', 'instance'), '{{instance}}'), { unit: 'ns', min: 0 }),
        d.timeseries('Disk queue', 'Operations in progress on the host; above 10 the disks do not keep up.', q(p.of('sys_host_disk_iopsinprogress'), '{{instance}}'), { unit: 'short', min: 0 }),
        d.timeseries('Disk throughput', 'What the hosts write, and read (below zero).', [
          q(p.sumRate('sys_host_disk_write_bytes'), 'written'),
          q('-' + p.sumRate('sys_host_disk_read_bytes'), 'read'),
        ], { unit: 'binBps' }),
      ], { across: 3 }),
      d.row('Replication', [
        d.timeseries('Ranges in trouble', 'Every line but zero is bad.', [
          q(p.sum('ranges_unavailable'), 'unavailable'),
          q(p.sum('ranges_underreplicated'), 'under-replicated'),
        ], { unit: 'short', min: 0 }),
        d.timeseries('Replicas by store', 'Stores should hold about the same number.', perStore('replicas'), { unit: 'short', min: 0 }),
        d.timeseries('Leases by store', 'The store that holds a lease serves the range.', perStore('replicas_leaseholders'), { unit: 'short', min: 0 }),
        d.timeseries('Leaders without lease', 'More than a few for long means that leases do not follow leaders.', q(p.sum('replicas_leaders_not_leaseholders'), 'leaders'), { unit: 'short', min: 0 }),
        d.timeseries('Splits and merges', 'How the number of ranges changes.', [
          q(p.sumRate('range_splits'), 'splits'),
          q(p.sumRate('range_merges'), 'merges'),
        ], { unit: 'ops' }),
        d.timeseries('Lease transfers', 'Leases that moved.', q(p.sumRate('leases_transfers_success'), 'transfers'), { unit: 'ops' }),
      ], { across: 3 }),
    ],
  })
