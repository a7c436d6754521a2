local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local bad = { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' };
  local perInstance(expr) = q(expr, '{{instance}}');

  d.dashboard(config, {
    title: 'Prometheus / Overview',
    uid: 'mixgen-prometheus',
    description: 'Whether Prometheus finds and scrapes its targets, evaluates its rules, keeps its data and tells Alertmanager.',
    selector: config.prometheusSelector,
    variables: p.variables,
    links: [d.links.dashboard('Remote write', 'mixgen-prometheus-remote-write'), d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('Is it well?', [
        d.stat('Configuration', 'Whether every Prometheus could read its configuration the last time.', q('min(%s)' % p.of('prometheus_config_last_reload_successful')), {
          mappings: d.yesNo,
          thresholds: d.thresholds.all,
          colour: 'background',
        }),
        d.stat('Targets down', 'Targets of all jobs that do not answer.', q('count(up{%s} == 0) or vector(0)' % d.match(config, [config.targetSelector])), bad),
        d.stat('Failed evaluations', 'Rules that failed within five minutes.', q('sum(increase(%s[5m]))' % p.of('prometheus_rule_evaluation_failures_total')), bad),
        d.stat('Missed evaluations', 'Evaluations of groups that were left out within five minutes.', q('sum(increase(%s[5m]))' % p.of('prometheus_rule_group_iterations_missed_total')), bad),
        d.stat('Alertmanagers', 'Alertmanagers that the Prometheus with the fewest knows.', q('min(%s)' % p.of('prometheus_notifications_alertmanagers_discovered')), {
          decimals: 0,
          thresholds: d.thresholds.all,
        }),
        d.stat('Series', 'Series in memory, of the Prometheus with most.', q('max(%s)' % p.of('prometheus_tsdb_head_series')), { thresholds: d.thresholds.none }),
        d.table('Instances', 'Version and age of each Prometheus.', [
          q('max by (instance, version) (%s)' % p.of('prometheus_build_info')),
          q('max by (instance) (time() - %s)' % p.of('process_start_time_seconds')),
          q('max by (instance) (%s)' % p.of('process_resident_memory_bytes')),
          q('max by (instance) (%s)' % p.of('prometheus_tsdb_storage_blocks_bytes')),
          q('max by (instance) (%s)' % p.of('prometheus_tsdb_retention_limit_seconds')),
        ], {
          height: 5,
          columns: {
            instance: { title: 'Instance', order: 0 },
            version: { title: 'Version', order: 1 },
            'Value #A': { hide: true },
            'Value #B': { title: 'Running for', unit: 's', decimals: 0, order: 2 },
            'Value #C': { title: 'Memory', unit: 'bytes', order: 3 },
            'Value #D': { title: 'Blocks on disk', unit: 'bytes', order: 4 },
            'Value #E': { title: 'Retention', unit: 's', decimals: 0, order: 5 },
          },
          sortBy: 'Instance',
          descending: false,
        }),
      ]),
      d.row('Targets', [
        d.timeseries('Targets', 'Targets of each job.', q('max by (scrape_job) (%s)' % p.of('prometheus_target_scrape_pool_targets'), '{{scrape_job}}'), { stack: true, min: 0 }),
        d.timeseries('Refused scrapes', 'Scrapes that were refused because of a limit, and samples with times that cannot be.', [
          q('sum(%s)' % p.increase('prometheus_target_scrapes_exceeded_sample_limit_total'), 'samples'),
          q('sum(%s)' % p.increase('prometheus_target_scrapes_exceeded_body_size_limit_total'), 'size'),
          q('sum(%s)' % p.increase('prometheus_target_scrape_pool_exceeded_target_limit_total'), 'targets'),
          q('sum(%s)' % p.increase('prometheus_target_scrape_pool_exceeded_label_limits_total'), 'labels'),
          q('sum(%s)' % p.increase('prometheus_target_scrapes_sample_duplicate_timestamp_total'), 'same time'),
          q('sum(%s)' % p.increase('prometheus_target_scrapes_sample_out_of_order_total'), 'too old'),
        ], { min: 0 }),
        d.timeseries('Interval between scrapes', 'How far scrapes lie apart, on average; more than what is asked for is too little CPU.', q(
          'sum by (instance, interval) (%s) / sum by (instance, interval) (%s)' % [
            p.rate('prometheus_target_interval_length_seconds_sum'),
            p.rate('prometheus_target_interval_length_seconds_count'),
          ],
          '{{instance}} {{interval}}'
        ), { unit: 's', min: 0 }),
        d.timeseries('Discovery', 'Failures to look for targets, and to use what was found.', [
          q('sum(%s)' % p.increase('prometheus_sd_refresh_failures_total'), 'refresh'),
          q('sum(%s)' % p.increase('prometheus_sd_kubernetes_failures_total'), 'Kubernetes'),
          q('sum(%s)' % p.increase('prometheus_target_sync_failed_total'), 'labels'),
        ], { min: 0 }),
      ]),
      d.row('Storage', [
        d.timeseries('Samples stored', 'Samples that are added in a second.', perInstance('sum by (instance) (%s)' % p.rate('prometheus_tsdb_head_samples_appended_total')), { unit: 'wps', min: 0 }),
        d.timeseries('Series in memory', 'Series that have samples in memory. Jumps are new labels, or targets that come and go.', perInstance(p.of('prometheus_tsdb_head_series')), { min: 0 }),
        d.timeseries('Churn', 'Series that are new, and that go (below zero).', [
          q('sum(%s)' % p.rate('prometheus_tsdb_head_series_created_total'), 'new'),
          q('-sum(%s)' % p.rate('prometheus_tsdb_head_series_removed_total'), 'gone'),
        ], { unit: 'ops' }),
        d.timeseries('Disk', 'What blocks and the write-ahead log take.', [
          q('sum(%s)' % p.of('prometheus_tsdb_storage_blocks_bytes'), 'blocks'),
          q('sum(%s)' % p.of('prometheus_tsdb_wal_storage_size_bytes'), 'write-ahead log'),
          q('sum(%s)' % p.of('prometheus_tsdb_head_chunks_storage_size_bytes'), 'chunks in memory'),
        ], { unit: 'bytes', stack: true, min: 0 }),
        d.timeseries('Trouble with blocks', 'Compactions and reloads that failed, and files that were damaged.', [
          q('sum(%s)' % p.increase('prometheus_tsdb_compactions_failed_total'), 'compactions'),
          q('sum(%s)' % p.increase('prometheus_tsdb_reloads_failures_total'), 'reloads'),
          q('sum(%s)' % p.increase('prometheus_tsdb_wal_corruptions_total'), 'write-ahead log'),
        ], { min: 0 }),
        d.timeseries('Memory', 'Resident memory.', perInstance(p.of('process_resident_memory_bytes')), { unit: 'bytes', min: 0 }),
      ]),
      d.row('Rules and queries', [
        d.timeseries('Slowest groups', 'How long the last evaluation of a group took: the ten slowest.', q('topk(10, max by (rule_group) (%s))' % p.of('prometheus_rule_group_last_duration_seconds'), '{{rule_group}}'), { unit: 's', min: 0 }),
        d.timeseries('Failures of rules', 'Rules that failed, and evaluations that were left out.', [
          q('sum by (rule_group) (%s) > 0' % p.increase('prometheus_rule_evaluation_failures_total'), '{{rule_group}} failed'),
          q('sum by (rule_group) (%s) > 0' % p.increase('prometheus_rule_group_iterations_missed_total'), '{{rule_group}} left out'),
        ], { min: 0 }),
        d.timeseries('Queries at once', 'Queries that run, and how many may.', [
          q('sum(%s)' % p.of('prometheus_engine_queries'), 'running'),
          q('max(%s)' % p.of('prometheus_engine_queries_concurrent_max'), 'allowed'),
        ], { min: 0, overrides: [d.override.byName('allowed', { color: 'red', dashed: true })] }),
        d.timeseries('Time of queries', 'The slowest tenth of what Prometheus does for queries.', q('max by (slice) (%s)' % p.of('prometheus_engine_query_duration_seconds', 'quantile="0.9"'), '{{slice}}'), { unit: 's', min: 0 }),
      ]),
      d.row('Notifications', [
        d.timeseries('Alerts sent', 'Alerts that were sent to each Alertmanager, and that were lost.', [
          q('sum by (alertmanager) (%s)' % p.rate('prometheus_notifications_sent_total'), '{{alertmanager}} sent'),
          q('sum by (alertmanager) (%s)' % p.rate('prometheus_notifications_errors_total'), '{{alertmanager}} failed'),
          q('sum(%s)' % p.rate('prometheus_notifications_dropped_total'), 'dropped'),
        ], { unit: 'ops', min: 0 }),
        d.timeseries('Queue', 'Alerts that wait, and how many can.', [
          perInstance(p.of('prometheus_notifications_queue_length')),
          q('max(%s)' % p.of('prometheus_notifications_queue_capacity'), 'capacity'),
        ], { min: 0, overrides: [d.override.byName('capacity', { color: 'red', dashed: true })] }),
      ]),
    ],
  })
