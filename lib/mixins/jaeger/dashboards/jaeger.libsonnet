// Spans into the storage of Jaeger, and what is asked of it.
local d = import '../../../dashboards.libsonnet';

function(config)
  local match = d.match(config, [config.jaegerSelector, 'job=~"$job"', 'instance=~"$instance"']);
  local rate(metric, by, more='') = 'sum by (%s) (rate(%s{%s%s}[$__rate_interval]))' % [by, metric, match, more];
  local sum(metric, more='') = 'sum(rate(%s{%s%s}[$__rate_interval]))' % [metric, match, more];
  d.dashboard(config, {
    title: 'Jaeger',
    uid: 'mixgen-jaeger',
    description: 'What Jaeger takes and stores, and how fast it answers.',
    selector: config.jaegerSelector,
    variables: [
      d.variables.job('up{%s}' % config.jaegerSelector),
      d.variables.instance('up{%s, job=~"$job"}' % config.jaegerSelector),
    ],
    rows: [
      d.row('Overview', [
        d.stat('Up', 'Processes that can be scraped.', d.query('sum(up{%s})' % match), { thresholds: d.thresholds.all }),
        d.stat('Spans taken', 'Spans that receivers took.', d.query(sum('otelcol_receiver_accepted_spans_total')), { unit: 'cps', thresholds: d.thresholds.none }),
        d.stat('Spans stored', 'Spans that the storage took.', d.query(sum('otelcol_exporter_sent_spans_total')), { unit: 'cps', thresholds: d.thresholds.none }),
        d.stat('Spans refused', 'Spans that receivers refused.', d.query(sum('otelcol_receiver_refused_spans_total')), { unit: 'cps', thresholds: [[null, 'green'], [0.001, 'red']] }),
        d.stat('Spans lost', 'Spans that the storage did not take.', d.query(sum('otelcol_exporter_send_failed_spans_total')), { unit: 'cps', thresholds: [[null, 'green'], [0.001, 'red']] }),
        d.stat('Failed reads', 'Requests to the storage that failed.', d.query(sum('jaeger_storage_requests_total', ', result="err"')), { unit: 'reqps', noValue: '0', thresholds: [[null, 'green'], [0.001, 'red']] }),
      ]),
      d.row('Spans', [
        d.timeseries('Received', 'Spans that receivers took and refused.', [
          d.query(rate('otelcol_receiver_accepted_spans_total', 'receiver, transport'), '{{receiver}} {{transport}}'),
          d.query(rate('otelcol_receiver_refused_spans_total', 'receiver, transport'), '{{receiver}} {{transport}} refused'),
        ], { unit: 'cps' }),
        d.timeseries('Stored', 'Spans that the storage took and did not take.', [
          d.query(rate('otelcol_exporter_sent_spans_total', 'exporter'), '{{exporter}}'),
          d.query(rate('otelcol_exporter_send_failed_spans_total', 'exporter'), '{{exporter}} failed'),
        ], { unit: 'cps' }),
        d.timeseries('Batch size', 'Spans written at once: the median and the 95th percentile.', [
          d.query('histogram_quantile(%g, %s)' % [q, rate('otelcol_processor_batch_batch_send_size_bucket', 'le')], 'p%d' % (q * 100))
          for q in [0.5, 0.95]
        ]),
      ]),
      d.row('Reading', [
        d.timeseries('Requests to the storage', 'By operation and how they ended.', d.query(
          rate('jaeger_storage_requests_total', 'operation, result'), '{{operation}} {{result}}'
        ), { unit: 'reqps' }),
        d.timeseries('Duration of requests to the storage', '95th percentile by operation.', d.query(
          'histogram_quantile(0.95, %s)' % rate('jaeger_storage_latency_seconds_bucket', 'operation, le'), '{{operation}}'
        ), { unit: 's', exemplars: true }),
        d.timeseries('HTTP requests', 'What people and Grafana ask, by route and status.', d.query(
          rate('http_server_request_duration_seconds_count', 'http_route, http_response_status_code'), '{{http_route}} {{http_response_status_code}}'
        ), { unit: 'reqps' }),
      ]),
      d.row('Resources', [
        d.timeseries('CPU', 'CPU time used.', d.query(rate('otelcol_process_cpu_seconds_total', 'instance'), '{{instance}}'), { unit: 'none' }),
        d.timeseries('Memory', 'Resident memory, and the heap within.', [
          d.query('sum by (instance) (otelcol_process_memory_rss_bytes{%s})' % match, '{{instance}}'),
          d.query('sum by (instance) (otelcol_process_runtime_heap_alloc_bytes{%s})' % match, '{{instance}} heap'),
        ], { unit: 'bytes' }),
      ]),
    ],
  })
