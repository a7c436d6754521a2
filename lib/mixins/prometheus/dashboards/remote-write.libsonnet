local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local base = common(config);
  local p = common(config, ['url=~"$url"']);
  local q = d.query;
  local legend = '{{instance}} {{remote_name}}';
  local lag = '%s - %s' % [
    p.of('prometheus_remote_storage_queue_highest_timestamp_seconds'),
    p.of('prometheus_remote_storage_queue_highest_sent_timestamp_seconds'),
  ];
  local perQueue(expr) = q(expr, legend);

  d.dashboard(config, {
    title: 'Prometheus / Remote write',
    uid: 'mixgen-prometheus-remote-write',
    description: 'Whether what Prometheus sends to another storage arrives, and in time.',
    selector: config.prometheusSelector,
    variables: base.variables + [d.variables.label('url', 'URL', base.of('prometheus_remote_storage_shards'))],
    links: [d.links.dashboard('Prometheus', 'mixgen-prometheus'), d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('Does it arrive?', [
        d.stat('Behind', 'How late the latest queue is. Needs Prometheus 3.6 or later.', q('max(%s)' % lag), {
          unit: 's',
          noValue: 'none',
          thresholds: [[null, 'green'], [60, 'orange'], [config.remoteWriteBehindSeconds, 'red']],
        }),
        d.stat('Lost samples', 'Samples that could not be sent, in a second.', q('sum(%s)' % p.rate('prometheus_remote_storage_samples_failed_total')), {
          unit: 'wps',
          noValue: 'none',
          thresholds: [[null, 'green'], [0.001, 'red']],
        }),
        d.stat('Waiting samples', 'Samples that wait to be sent.', q('sum(%s)' % p.of('prometheus_remote_storage_samples_pending')), { noValue: 'none', thresholds: d.thresholds.none }),
        d.stat('Shards in use', 'The queue that is nearest to its limit of shards.', q('max(%s / %s)' % [p.of('prometheus_remote_storage_shards'), p.of('prometheus_remote_storage_shards_max')]), {
          unit: 'percentunit',
          noValue: 'none',
          thresholds: d.thresholds.usage(),
        }),
        d.timeseries('Delay', 'How much older what was sent last is than what came last. Needs Prometheus 3.6 or later.', perQueue(lag), { unit: 's', min: 0 }),
        d.timeseries('Samples', 'Samples that come in, are sent, fail and are tried again.', [
          q('sum(%s)' % base.rate('prometheus_remote_storage_samples_in_total'), 'in'),
          q('sum(%s)' % p.rate('prometheus_remote_storage_samples_total'), 'sent'),
          q('sum(%s)' % p.rate('prometheus_remote_storage_samples_failed_total'), 'failed'),
          q('sum(%s)' % p.rate('prometheus_remote_storage_samples_retried_total'), 'tried again'),
        ], { unit: 'wps', min: 0 }),
      ]),
      d.row('Queues', [
        d.timeseries('Shards', 'Connections that send at once, how many would be needed, and how many there may be.', [
          perQueue(p.of('prometheus_remote_storage_shards')),
          q(p.of('prometheus_remote_storage_shards_desired'), legend + ' needed'),
          q(p.of('prometheus_remote_storage_shards_max'), legend + ' at most'),
        ], { min: 0 }),
        d.timeseries('Waiting', 'Samples that wait to be sent.', perQueue(p.of('prometheus_remote_storage_samples_pending')), { min: 0 }),
        d.timeseries('Time to send', 'The slowest hundredth of the requests.', q('histogram_quantile(0.99, sum by (le, remote_name) (%s))' % p.rate('prometheus_remote_storage_sent_batch_duration_seconds_bucket'), '{{remote_name}}'), {
          unit: 's',
          min: 0,
        }),
        d.timeseries('Bytes', 'Bytes of samples that are sent, compressed.', perQueue(p.rate('prometheus_remote_storage_bytes_total')), { unit: 'Bps', min: 0 }),
        d.timeseries('Segments', 'How many segments of the write-ahead log are yet to be read.', q(
          '%s - on (job, instance) group_right () %s' % [base.of('prometheus_tsdb_wal_segment_current'), base.of('prometheus_wal_watcher_current_segment')],
          '{{instance}} {{consumer}}'
        ), { min: 0 }),
        d.timeseries('Retries of the queue', 'Samples that had to wait because a queue was full.', perQueue(p.rate('prometheus_remote_storage_enqueue_retries_total')), { unit: 'ops', min: 0 }),
      ]),
    ],
  })
