// Configuration, storage, rules and queries.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);

  {
    name: 'prometheus',
    rules: [
      alert('PrometheusBadConfig', {
        severity: 'critical',
        'for': '10m',
        // Over some time: a scrape that fails must not end the alert.
        expr: 'max_over_time(%s[5m]) == 0' % q.series('prometheus_config_last_reload_successful'),
        summary: 'Prometheus cannot read its configuration.',
        description: 'Prometheus %s goes on with its last good configuration: what was changed since has no effect.' % q.who,
      }),
      alert('PrometheusRuleFailures', {
        severity: 'critical',
        'for': '15m',
        expr: q.rises('prometheus_rule_evaluation_failures_total', '5m'),
        summary: 'Prometheus fails to evaluate rules.',
        description: 'Prometheus %s failed {{ printf "%%.0f" $value }} evaluations of group {{ $labels.rule_group }} within five minutes: its alerts cannot fire.' % q.who,
      }),
      alert('PrometheusMissingRuleEvaluations', {
        severity: 'warning',
        'for': '15m',
        expr: q.rises('prometheus_rule_group_iterations_missed_total', '5m'),
        summary: 'Prometheus evaluates rules too slowly.',
        description: 'Prometheus %s left out {{ printf "%%.0f" $value }} evaluations of group {{ $labels.rule_group }} within five minutes, because the one before had not ended.' % q.who,
      }),
      alert('PrometheusNotIngestingSamples', {
        severity: 'warning',
        'for': '10m',
        expr: |||
          sum without (type) (rate(%(appended)s[5m])) <= 0
          and (
            sum without (scrape_job) (%(targets)s) > 0
            or
            sum without (rule_group) (%(rules)s) > 0
          )
        ||| % {
          appended: q.series('prometheus_tsdb_head_samples_appended_total'),
          targets: q.series('prometheus_target_metadata_cache_entries'),
          rules: q.series('prometheus_rule_group_rules'),
        },
        summary: 'Prometheus stores nothing.',
        description: 'Prometheus %s has targets or rules, but has stored no sample for five minutes.' % q.who,
      }),
      alert('PrometheusTSDBReloadsFailing', {
        severity: 'warning',
        'for': '4h',
        expr: q.rises('prometheus_tsdb_reloads_failures_total', '3h'),
        summary: 'Prometheus cannot read its blocks.',
        description: 'Prometheus %s failed {{ printf "%%.0f" $value }} times within three hours to read its blocks from disk again.' % q.who,
      }),
      alert('PrometheusTSDBCompactionsFailing', {
        severity: 'warning',
        'for': '4h',
        expr: q.rises('prometheus_tsdb_compactions_failed_total', '3h'),
        summary: 'Prometheus cannot compact its blocks.',
        description: 'Prometheus %s failed {{ printf "%%.0f" $value }} compactions within three hours: its memory and its disk fill up.' % q.who,
      }),
      alert('PrometheusHighQueryLoad', {
        severity: 'warning',
        'for': '15m',
        expr: '100 * avg_over_time(%s[5m]) / max_over_time(%s[5m]) > %g' % [
          q.series('prometheus_engine_queries'),
          q.series('prometheus_engine_queries_concurrent_max'),
          config.queryLoadPercent,
        ],
        summary: 'Prometheus answers nearly as many queries at once as it may.',
        description: 'Prometheus %s runs {{ printf "%%.0f" $value }}%% of the queries that it may run at once (more than %g%%): rules and dashboards begin to wait.' % [q.who, config.queryLoadPercent],
      }),
    ],
  }
