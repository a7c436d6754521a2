// Spans in, blocks in the storage, traces out.
local d = import '../../../dashboards.libsonnet';

function(config)
  local match = d.match(config, [config.tempoSelector, 'job=~"$job"', 'instance=~"$instance"']);
  local rate(metric, by, more='') = 'sum by (%s) (rate(%s{%s%s}[$__rate_interval]))' % [by, metric, match, more];
  local sum(metric, more='') = 'sum(rate(%s{%s%s}[$__rate_interval]))' % [metric, match, more];
  local all(metric) = 'sum(%s{%s})' % [metric, match];
  local quantiles(metric, more='') = [
    d.query('histogram_quantile(%g, %s)' % [q, rate(metric + '_bucket', 'le', more)], 'p%d' % (q * 100))
    for q in [0.5, 0.95, 0.99]
  ];
  local generator = d.row('Span metrics', [
    d.timeseries('Series', 'Series made of spans, and how many there would be without limits.', [
      d.query(all('tempo_metrics_generator_registry_active_series'), 'active'),
      d.query(all('tempo_metrics_generator_registry_active_series_demand_estimate'), 'wanted'),
      d.query(all('tempo_metrics_generator_registry_max_active_series') + ' > 0', 'limit'),
    ], { overrides: [d.override.byName('limit', { color: 'red', dashed: true })] }),
    d.timeseries('Samples written', 'Samples that Prometheus took and refused.', [
      d.query(sum('prometheus_remote_storage_samples_total'), 'sent'),
      d.query(sum('prometheus_remote_storage_samples_failed_total'), 'refused'),
    ], { unit: 'cps' }),
    d.timeseries('Spans left out', 'Spans of which no series were made, by reason.', d.query(
      rate('tempo_metrics_generator_spans_discarded_total', 'reason'), '{{reason}}'
    ), { unit: 'cps' }),
  ], { collapsed: true });
  d.dashboard(config, {
    title: 'Tempo',
    uid: 'mixgen-tempo',
    description: 'What Tempo takes, stores and answers.',
    selector: config.tempoSelector,
    variables: [
      d.variables.job('up{%s}' % config.tempoSelector),
      d.variables.instance('up{%s, job=~"$job"}' % config.tempoSelector),
    ],
    rows: [
      d.row('Overview', [
        d.stat('Up', 'Processes that can be scraped.', d.query(all('up')), { thresholds: d.thresholds.all }),
        d.stat('Spans', 'Spans taken.', d.query(sum('tempo_distributor_spans_received_total')), { unit: 'cps', thresholds: d.thresholds.none }),
        d.stat('Volume', 'Bytes of spans taken.', d.query(sum('tempo_distributor_bytes_received_total')), { unit: 'Bps', thresholds: d.thresholds.none }),
        d.stat('Discarded', 'Spans discarded.', d.query(sum('tempo_discarded_spans_total')), { unit: 'cps', noValue: '0', thresholds: [[null, 'green'], [0.001, 'red']] }),
        d.stat('Blocks', 'Blocks in the storage.', d.query(all('tempodb_blocklist_length')), { thresholds: d.thresholds.none }),
        d.stat('Stored', 'Bytes in the storage.', d.query(all('tempodb_backend_bytes_total')), { unit: 'bytes', thresholds: d.thresholds.none }),
      ]),
      d.row('Intake', [
        d.timeseries('Spans by receiver', 'Spans that receivers took and refused.', [
          d.query(rate('tempo_receiver_accepted_spans', 'receiver, transport'), '{{receiver}} {{transport}}'),
          d.query(rate('tempo_receiver_refused_spans', 'receiver, transport'), '{{receiver}} {{transport}} refused'),
        ], { unit: 'cps' }),
        d.timeseries('Discarded spans', 'Spans discarded, by reason.', d.query(rate('tempo_discarded_spans_total', 'reason'), '{{reason}}'), { unit: 'cps' }),
        d.timeseries('Duration of taking spans', 'From the receiver to the next part.', quantiles('tempo_distributor_push_duration_seconds'), { unit: 's', exemplars: true }),
        d.timeseries('Live traces', 'Traces that may still get spans.', d.query('sum by (instance) (tempo_live_store_live_traces{%s})' % match, '{{instance}}')),
      ]),
      d.row('Reading', [
        d.timeseries('Requests', 'By route and status.', d.query(
          rate('tempo_request_duration_seconds_count', 'route, status_code', ', route=~"api_.*|querier_.*"'), '{{route}} {{status_code}}'
        ), { unit: 'reqps' }),
        d.timeseries('Duration of requests', 'Of all that people and Grafana ask.', quantiles('tempo_request_duration_seconds', ', route=~"api_.*"'), { unit: 's', exemplars: true }),
        d.timeseries('Bytes looked through', 'What queries read, by their kind.', d.query(rate('tempo_query_frontend_bytes_inspected_total', 'op'), '{{op}}'), { unit: 'Bps' }),
      ]),
      d.row('Storage', [
        d.timeseries('Blocks stored', 'Blocks that got into the storage, and failures.', [
          d.query(sum('tempo_live_store_local_blocks_flushed_total'), 'stored'),
          d.query(sum('tempo_live_store_local_failed_flushes_total'), 'failed'),
        ], { unit: 'cps' }),
        d.timeseries('Compaction and retention', 'Blocks compacted, marked and deleted, and errors.', [
          d.query(sum('tempodb_compaction_blocks_total'), 'compacted'),
          d.query(sum('tempodb_compaction_errors_total'), 'compaction errors'),
          d.query(sum('tempodb_retention_marked_for_deletion_total'), 'marked'),
          d.query(sum('tempodb_retention_deleted_total'), 'deleted'),
          d.query(sum('tempodb_retention_errors_total'), 'retention errors'),
        ], { unit: 'cps' }),
        d.timeseries('Duration of storage requests', '95th percentile by operation.', d.query(
          'histogram_quantile(0.95, %s)' % rate('tempodb_backend_request_duration_seconds_bucket', 'operation, le'), '{{operation}}'
        ), { unit: 's' }),
        d.timeseries('Polls of the blocklist', 'How long it takes to list the storage, and how often that fails.', [
          d.query('histogram_quantile(0.95, %s)' % rate('tempodb_blocklist_poll_duration_seconds_bucket', 'le'), 'p95'),
          d.query(sum('tempodb_blocklist_poll_errors_total'), 'errors'),
        ], { unit: 's', overrides: [d.override.byName('errors', { unit: 'cps' })] }),
      ]),
    ] + (if config.spanMetrics then [generator] else []) + [
      d.row('Resources', [
        d.timeseries('CPU', 'CPU time used.', d.query(rate('process_cpu_seconds_total', 'instance'), '{{instance}}'), { unit: 'none' }),
        d.timeseries('Memory', 'Resident memory, and the heap within.', [
          d.query('sum by (instance) (process_resident_memory_bytes{%s})' % match, '{{instance}}'),
          d.query('sum by (instance) (go_memstats_heap_inuse_bytes{%s})' % match, '{{instance}} heap'),
        ], { unit: 'bytes' }),
      ]),
    ],
  })
