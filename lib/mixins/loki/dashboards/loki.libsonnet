local d = import '../../../dashboards.libsonnet';

function(c)
  local match = d.match(c, [c.lokiSelector, 'namespace=~"$namespace"', 'job=~"$job"', 'instance=~"$instance"']);
  local q(expr, legend='', options={}) = d.query(expr % { s: match, waiting: c.lokiWaitingRoutes }, legend, options);
  local instance = '{{instance}}';

  d.dashboard(c, {
    title: 'Loki / Operational',
    uid: 'mixgen-loki',
    description: 'Requests, ingestion, storage, retention and rules of Loki.',
    selector: c.lokiSelector,
    variables: [
      // Static targets have no namespace.
      d.variables.label('namespace', 'Namespace', 'loki_build_info{%s}' % d.match(c, [c.lokiSelector]), { allValue: '.*' }),
      d.variables.job('loki_build_info{%s}' % d.match(c, [c.lokiSelector, 'namespace=~"$namespace"'])),
      d.variables.instance('loki_build_info{%s}' % d.match(c, [c.lokiSelector, 'namespace=~"$namespace"', 'job=~"$job"'])),
    ],
    links: [d.links.dashboard('Logs', 'mixgen-logs'), d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('Is it healthy?', [
        d.stat(
          'Up',
          'Lokis that Prometheus can scrape.',
          q('sum(up{%(s)s})'),
          { decimals: 0, thresholds: d.thresholds.all },
        ),
        d.stat(
          'Failed requests',
          'Share of requests that are answered with an error.',
          q('(sum(rate(loki_request_duration_seconds_count{%(s)s, status_code=~"5.."}[$__rate_interval])) or vector(0)) / (sum(rate(loki_request_duration_seconds_count{%(s)s}[$__rate_interval])) > 0)'),
          { unit: 'percentunit', decimals: 2, noValue: 'idle', thresholds: d.thresholds.usage(0.01, c.lokiErrorsPercent / 100) },
        ),
        d.stat(
          'Lines received',
          'Lines a second that come in.',
          q('sum(rate(loki_distributor_lines_received_total{%(s)s}[$__rate_interval]))'),
          { graph: true, thresholds: d.thresholds.none },
        ),
        d.stat(
          'Bytes received',
          'Bytes a second that come in, uncompressed.',
          q('sum(rate(loki_distributor_bytes_received_total{%(s)s}[$__rate_interval]))'),
          { unit: 'Bps', graph: true, thresholds: d.thresholds.none },
        ),
        d.stat(
          'Lines refused',
          'Share of the lines that come in and are discarded.',
          q('(sum(rate(loki_discarded_samples_total{%(s)s}[$__rate_interval])) or vector(0)) / (sum(rate(loki_distributor_lines_received_total{%(s)s}[$__rate_interval])) > 0)'),
          { unit: 'percentunit', decimals: 2, noValue: 'idle', thresholds: d.thresholds.usage(0.001, c.lokiDiscardedPercent / 100) },
        ),
        d.stat(
          'Streams',
          'Streams in memory: sets of labels. Each costs memory and chunks of its own.',
          q('sum(loki_ingester_memory_streams{%(s)s})'),
          { decimals: 0, thresholds: d.thresholds.none },
        ),
        d.stat(
          'Disk of the WAL',
          'How full the disk with the WAL is, on the fullest Loki.',
          q('max(loki_ingester_wal_disk_usage_percent{%(s)s})'),
          { unit: 'percentunit', decimals: 0, thresholds: d.thresholds.usage(0.7, c.lokiWalDiskPercent / 100) },
        ),
        d.stat(
          'Since old logs were deleted',
          'Time since the compactor last applied the retention. Never, where retention is off.',
          q('time() - (max(loki_compactor_apply_retention_last_successful_run_timestamp_seconds{%(s)s}) > 0)'),
          { unit: 's', noValue: 'never', thresholds: d.thresholds.usage(c.lokiRetentionHours * 1800, c.lokiRetentionHours * 3600) },
        ),
      ], { across: 8 }),

      d.row('Requests', [
        d.timeseries(
          'Requests',
          'Requests a second by route.',
          q('sum by (route) (rate(loki_request_duration_seconds_count{%(s)s}[$__rate_interval]))', '{{route}}'),
          { unit: 'reqps', min: 0, legend: 'table', placement: 'right' },
        ),
        d.timeseries(
          'Errors',
          'Requests a second that were answered with an error of Loki, by route and status.',
          q('sum by (route, status_code) (rate(loki_request_duration_seconds_count{%(s)s, status_code=~"5.."}[$__rate_interval]))', '{{route}} {{status_code}}'),
          { unit: 'reqps', min: 0, legend: 'table', placement: 'right' },
        ),
        d.timeseries(
          'Latency p99',
          'One of a hundred requests takes longer than this, by route. Routes that wait for logs or for work are left out.',
          q('histogram_quantile(0.99, sum by (route, le) (rate(loki_request_duration_seconds_bucket{%(s)s, route!~"%(waiting)s"}[$__rate_interval])))', '{{route}}'),
          { unit: 's', min: 0, legend: 'table', placement: 'right' },
        ),
        d.timeseries(
          'Latency p50',
          'Half of the requests take longer than this, by route.',
          q('histogram_quantile(0.5, sum by (route, le) (rate(loki_request_duration_seconds_bucket{%(s)s, route!~"%(waiting)s"}[$__rate_interval])))', '{{route}}'),
          { unit: 's', min: 0, legend: 'table', placement: 'right' },
        ),
      ]),

      d.row('Ingestion', [
        d.timeseries(
          'Lines',
          'Lines a second that come in, and those that are discarded, by reason.',
          [
            q('sum(rate(loki_distributor_lines_received_total{%(s)s}[$__rate_interval]))', 'received'),
            q('sum by (reason) (rate(loki_discarded_samples_total{%(s)s}[$__rate_interval]))', 'discarded: {{reason}}'),
          ],
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Bytes',
          'Bytes a second that come in, and that are written to the storage after compression.',
          [
            q('sum(rate(loki_distributor_bytes_received_total{%(s)s}[$__rate_interval]))', 'received'),
            q('sum(rate(loki_ingester_chunk_stored_bytes_total{%(s)s}[$__rate_interval]))', 'stored'),
          ],
          { unit: 'Bps', min: 0, width: 8 },
        ),
        d.timeseries(
          'Streams and chunks in memory',
          'What an ingester holds until it writes it.',
          [
            q('sum by (instance) (loki_ingester_memory_streams{%(s)s})', instance + ' streams'),
            q('sum by (instance) (loki_ingester_memory_chunks{%(s)s})', instance + ' chunks'),
          ],
          { min: 0, decimals: 0, width: 8 },
        ),
        d.timeseries(
          'Flushes',
          'Chunks a second that are written to the storage, by reason, and attempts that failed.',
          [
            q('sum by (reason) (rate(loki_ingester_chunks_flushed_total{%(s)s}[$__rate_interval]))', '{{reason}}'),
            q('sum(rate(loki_ingester_chunks_flush_failures_total{%(s)s}[$__rate_interval]))', 'failed'),
          ],
          { min: 0, width: 8, overrides: [d.override.byName('failed', { color: 'red' })] },
        ),
        d.timeseries(
          'Length of the flush queue',
          'Chunks that wait to be written. It grows when the storage is slow.',
          q('sum by (instance) (loki_ingester_flush_queue_length{%(s)s})', instance),
          { min: 0, decimals: 0, width: 8 },
        ),
        d.timeseries(
          'WAL',
          'Bytes a second that are written to the WAL.',
          q('sum by (instance) (rate(loki_ingester_wal_logged_bytes_total{%(s)s}[$__rate_interval]))', instance),
          { unit: 'Bps', min: 0, width: 8 },
        ),
      ]),

      d.row('Compactor and rules', [
        d.timeseries(
          'Age of the last success',
          'Time since the index was compacted, and since old logs were deleted.',
          [
            q('time() - (max(loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds{%(s)s}) > 0)', 'compaction'),
            q('time() - (max(loki_compactor_apply_retention_last_successful_run_timestamp_seconds{%(s)s}) > 0)', 'retention'),
          ],
          { unit: 's', min: 0, width: 8 },
        ),
        d.timeseries(
          'Rule evaluations',
          'Evaluations of rules over logs in five minutes, and those that failed.',
          [
            q('sum(increase(loki_prometheus_rule_evaluations_total{%(s)s}[5m]))', 'evaluations'),
            q('sum(increase(loki_prometheus_rule_evaluation_failures_total{%(s)s}[5m]))', 'failed'),
          ],
          { min: 0, decimals: 0, width: 8, overrides: [d.override.byName('failed', { color: 'red' })] },
        ),
        d.timeseries(
          'Duration of groups of rules',
          'How long the last evaluation of each group took. It must stay below the interval of the group.',
          q('max by (rule_group) (loki_prometheus_rule_group_last_duration_seconds{%(s)s})', '{{rule_group}}'),
          { unit: 's', min: 0, width: 8 },
        ),
      ]),

      d.row('Processes', [
        d.timeseries(
          'CPU',
          'Cores that each Loki uses.',
          q('sum by (instance) (rate(process_cpu_seconds_total{%(s)s}[$__rate_interval]))', instance),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Memory',
          'Resident memory of each Loki.',
          q('sum by (instance) (process_resident_memory_bytes{%(s)s})', instance),
          { unit: 'bytes', min: 0, width: 8 },
        ),
        d.timeseries(
          'Panics',
          'Requests given up because of a panic, in five minutes.',
          q('sum by (instance) (increase(loki_panic_total{%(s)s}[5m]))', instance),
          { min: 0, decimals: 0, width: 8 },
        ),
      ]),
    ],
  })
