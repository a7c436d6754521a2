// What comes into collectors, what leaves them, and what is lost between.
local collector = import '../../collector.libsonnet';
local d = import '../../../dashboards.libsonnet';

function(config)
  local suffixes = config.otelCollectorSuffixes;
  local total = if suffixes then '_total' else '';
  local match = d.match(config, [config.otelCollectorSelector, 'job=~"$job"', 'instance=~"$instance"']);
  local rate(name, by) = 'sum by (%s) (rate(otelcol_%s%s{%s}[$__rate_interval]))' % [by, name, total, match];
  local all(name) = std.join(' + ', [
    '(sum(rate(otelcol_%s_%s%s{%s}[$__rate_interval])) or vector(0))' % [name, signal, total, match]
    for signal in std.objectFields(collector.signals)
  ]);
  local signal(name, title) = d.row(title, [
    d.timeseries('Received ' + title, 'What receivers took and refused.', [
      d.query(rate('receiver_accepted_' + name, 'receiver, transport'), '{{receiver}} {{transport}}'),
      d.query(rate('receiver_refused_' + name, 'receiver, transport'), '{{receiver}} {{transport}} refused'),
    ], { unit: 'cps' }),
    d.timeseries('Sent ' + title, 'What exporters delivered, gave up on, and could not put into their queues.', [
      d.query(rate('exporter_sent_' + name, 'exporter'), '{{exporter}}'),
      d.query(rate('exporter_send_failed_' + name, 'exporter'), '{{exporter}} failed'),
      d.query(rate('exporter_enqueue_failed_' + name, 'exporter'), '{{exporter}} queue full'),
    ], { unit: 'cps' }),
  ]);
  d.dashboard(config, {
    title: 'OpenTelemetry collector',
    uid: 'mixgen-otel-collector',
    description: 'What collectors take, deliver and lose, and what they need for it.',
    selector: config.otelCollectorSelector,
    variables: [
      d.variables.job('up{%s}' % config.otelCollectorSelector),
      d.variables.instance('up{%s, job=~"$job"}' % config.otelCollectorSelector),
    ],
    rows: [
      d.row('Overview', [
        d.stat('Collectors up', 'Collectors that can be scraped.', d.query('sum(up{%s})' % match), { thresholds: d.thresholds.all }),
        d.stat('In', 'Spans, log records and metric points taken.', d.query(all('receiver_accepted')), { unit: 'cps', thresholds: d.thresholds.none }),
        d.stat('Out', 'Spans, log records and metric points delivered.', d.query(all('exporter_sent')), { unit: 'cps', thresholds: d.thresholds.none }),
        d.stat('Refused', 'What receivers refused.', d.query(all('receiver_refused')), { unit: 'cps', thresholds: [[null, 'green'], [0.001, 'red']] }),
        d.stat('Not delivered', 'What exporters gave up on.', d.query(all('exporter_send_failed')), { unit: 'cps', thresholds: [[null, 'green'], [0.001, 'red']] }),
        d.stat('Fullest queue', 'Share of its capacity that the fullest queue uses.', d.query(
          'max(otelcol_exporter_queue_size{%s} / (otelcol_exporter_queue_capacity{%s} > 0))' % [match, match]
        ), { unit: 'percentunit', thresholds: d.thresholds.usage(0.5, config.otelCollectorQueuePercent / 100) }),
      ]),
      signal('spans', 'traces'),
      signal('log_records', 'logs'),
      signal('metric_points', 'metrics'),
      d.row('Queues and batches', [
        d.timeseries('Queue', 'Requests that wait to be sent, and how many may.', [
          d.query('sum by (instance, exporter) (otelcol_exporter_queue_size{%s})' % match, '{{instance}} {{exporter}}'),
          d.query('sum by (instance, exporter) (otelcol_exporter_queue_capacity{%s})' % match, '{{instance}} {{exporter}} capacity'),
        ], { overrides: [d.override.byRegex('/capacity/', { color: 'red', dashed: true })] }),
        d.timeseries('Batch size', 'Items in a batch: the median and the 95th percentile.', [
          d.query('histogram_quantile(%g, sum by (le) (rate(otelcol_processor_batch_batch_send_size_bucket{%s}[$__rate_interval])))' % [q, match], 'p%d' % (q * 100))
          for q in [0.5, 0.95]
        ]),
        d.timeseries('Items processed', 'What processors let in and out: samplers and filters let out less.', [
          d.query(rate('processor_incoming_items', 'processor, otel_signal'), '{{processor}} {{otel_signal}} in'),
          d.query(rate('processor_outgoing_items', 'processor, otel_signal'), '{{processor}} {{otel_signal}} out'),
        ], { unit: 'cps' }),
      ]),
      d.row('Resources', [
        d.timeseries('CPU', 'CPU time used.', d.query(rate('process_cpu_seconds', 'instance'), '{{instance}}'), { unit: 'none' }),
        d.timeseries('Memory', 'Resident memory, and the heap within.', [
          d.query('sum by (instance) (otelcol_process_memory_rss%s{%s})' % [if suffixes then '_bytes' else '', match], '{{instance}}'),
          d.query('sum by (instance) (otelcol_process_runtime_heap_alloc_bytes{%s})' % match, '{{instance}} heap'),
        ], { unit: 'bytes' }),
      ]),
    ],
  })
