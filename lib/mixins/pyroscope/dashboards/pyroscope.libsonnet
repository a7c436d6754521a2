// Profiles in, segments in the storage, queries out.
local d = import '../../../dashboards.libsonnet';

function(config)
  local match = d.match(config, [config.pyroscopeSelector, 'job=~"$job"', 'instance=~"$instance"']);
  local rate(metric, by, more='') = 'sum by (%s) (rate(%s{%s%s}[$__rate_interval]))' % [by, metric, match, more];
  local sum(metric, more='') = 'sum(rate(%s{%s%s}[$__rate_interval]))' % [metric, match, more];
  local all(metric) = 'sum(%s{%s})' % [metric, match];
  local quantiles(metric, more='') = [
    d.query('histogram_quantile(%g, %s)' % [q, rate(metric + '_bucket', 'le', more)], 'p%d' % (q * 100))
    for q in [0.5, 0.95, 0.99]
  ];
  d.dashboard(config, {
    title: 'Pyroscope',
    uid: 'mixgen-pyroscope',
    description: 'What Pyroscope takes, stores and answers.',
    selector: config.pyroscopeSelector,
    variables: [
      d.variables.job('up{%s}' % config.pyroscopeSelector),
      d.variables.instance('up{%s, job=~"$job"}' % config.pyroscopeSelector),
    ],
    rows: [
      d.row('Overview', [
        d.stat('Up', 'Processes that can be scraped.', d.query(all('up')), { thresholds: d.thresholds.all }),
        d.stat('Profiles', 'Profiles taken.', d.query(sum('pyroscope_distributor_received_decompressed_bytes_count', ', stage="received"')), { unit: 'cps', thresholds: d.thresholds.none }),
        d.stat('Volume', 'Bytes of profiles taken, uncompressed.', d.query(sum('pyroscope_distributor_received_decompressed_bytes_sum', ', stage="received"')), { unit: 'Bps', thresholds: d.thresholds.none }),
        d.stat('Discarded', 'Bytes of profiles discarded.', d.query(sum('pyroscope_discarded_bytes_total')), { unit: 'Bps', noValue: '0', thresholds: [[null, 'green'], [0.001, 'red']] }),
        d.stat('Metastore leader', 'Whether a process leads the metastore.', d.query('max(pyroscope_metastore_raft_state{%s, state="Leader"})' % match), { mappings: d.yesNo, noValue: 'no', thresholds: d.thresholds.all }),
      ]),
      d.row('Intake', [
        d.timeseries('Bytes by stage', 'Bytes of profiles as they come in and as they are kept.', d.query(
          rate('pyroscope_distributor_received_decompressed_bytes_sum', 'stage'), '{{stage}}'
        ), { unit: 'Bps' }),
        d.timeseries('Discarded bytes', 'By reason.', d.query(rate('pyroscope_discarded_bytes_total', 'reason'), '{{reason}}'), { unit: 'Bps' }),
        d.timeseries('Segments stored', 'Segments that got into the storage, by how that ended.', d.query(
          rate('pyroscope_segment_writer_upload_duration_seconds_count', 'status'), '{{status}}'
        ), { unit: 'cps' }),
        d.timeseries('Duration of storing a segment', 'Until it is in the storage.', quantiles('pyroscope_segment_writer_upload_duration_seconds'), { unit: 's' }),
      ]),
      d.row('Requests', [
        d.timeseries('Requests', 'By route and status.', d.query(
          rate('pyroscope_request_duration_seconds_count', 'route, status_code'), '{{route}} {{status_code}}'
        ), { unit: 'reqps' }),
        d.timeseries('Duration of requests', 'Of all that is asked and sent.', quantiles('pyroscope_request_duration_seconds'), { unit: 's', exemplars: true }),
      ]),
      d.row('Storage', [
        d.timeseries('Compaction', 'Jobs done, by how they ended.', d.query(
          rate('pyroscope_compaction_worker_jobs_completed_total', 'status, level'), '{{status}} level {{level}}'
        ), { unit: 'cps' }),
        d.timeseries('Blocks deleted', 'By how that ended: what is too old, and what was compacted.', d.query(
          rate('pyroscope_compaction_worker_blocks_deleted_total', 'status'), '{{status}}'
        ), { unit: 'cps' }),
        d.timeseries('Metastore', 'How long it takes to write down a change.', quantiles('pyroscope_metastore_raft_apply_command_duration_seconds'), { unit: 's' }),
      ]),
      d.row('Resources', [
        d.timeseries('CPU', 'CPU time used.', d.query(rate('process_cpu_seconds_total', 'instance'), '{{instance}}'), { unit: 'none' }),
        d.timeseries('Memory', 'Resident memory, and the heap within.', [
          d.query('sum by (instance) (process_resident_memory_bytes{%s})' % match, '{{instance}}'),
          d.query('sum by (instance) (go_memstats_heap_inuse_bytes{%s})' % match, '{{instance}} heap'),
        ], { unit: 'bytes' }),
      ]),
    ],
  })
