// Targets: how they are found, and what is refused of them.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);

  // A scrape beyond a limit fails as a whole.
  local limit(name, metric, what) = alert(name, {
    severity: 'warning',
    'for': '15m',
    expr: q.rises(metric, '5m'),
    summary: 'Prometheus refuses targets because of a limit.',
    description: 'Prometheus %s refused {{ printf "%%.0f" $value }} times within five minutes %s' % [q.who, what],
  });
  local timestamps(name, metric, what) = alert(name, {
    severity: 'warning',
    'for': '10m',
    expr: 'rate(%s[5m]) > 0' % q.series(metric),
    summary: 'Prometheus drops samples %s.' % what,
    description: 'Prometheus %s drops {{ printf "%%.4g" $value }} samples a second %s.' % [q.who, what],
  });

  {
    name: 'prometheus-scraping',
    rules: [
      alert('PrometheusSDRefreshFailure', {
        severity: 'warning',
        'for': '20m',
        expr: q.rises('prometheus_sd_refresh_failures_total', '10m'),
        summary: 'Prometheus cannot look for targets.',
        description: 'Prometheus %s fails to look for targets by {{ $labels.mechanism }}: it goes on with those that it found last.' % q.who,
      }),
      alert('PrometheusKubernetesListWatchFailures', {
        severity: 'warning',
        'for': '15m',
        expr: q.rises('prometheus_sd_kubernetes_failures_total', '5m'),
        summary: 'Prometheus may not or cannot ask Kubernetes for targets.',
        description: 'Prometheus %s failed {{ printf "%%.0f" $value }} requests to the API server within five minutes.' % q.who,
      }),
      alert('PrometheusTargetSyncFailure', {
        severity: 'critical',
        'for': '5m',
        expr: q.rises('prometheus_target_sync_failed_total', '30m'),
        summary: 'Targets are not scraped because their labels are wrong.',
        description: 'Prometheus %s could not use {{ printf "%%.0f" $value }} targets of {{ $labels.scrape_job }} within 30 minutes: what relabelling makes of them is invalid.' % q.who,
      }),
      timestamps('PrometheusDuplicateTimestamps', 'prometheus_target_scrapes_sample_duplicate_timestamp_total', 'of which it has one of the same time but with another value'),
      timestamps('PrometheusOutOfOrderTimestamps', 'prometheus_target_scrapes_sample_out_of_order_total', 'that are older than what it has'),
      limit('PrometheusTargetLimitHit', 'prometheus_target_scrape_pool_exceeded_target_limit_total', 'all targets of a monitor, because there are more than `targetLimit`.'),
      limit('PrometheusLabelLimitHit', 'prometheus_target_scrape_pool_exceeded_label_limits_total', 'a target, because its series have more labels, or longer ones, than a limit.'),
      limit('PrometheusScrapeBodySizeLimitHit', 'prometheus_target_scrapes_exceeded_body_size_limit_total', 'a target, because its answer is larger than `bodySizeLimit`.'),
      limit('PrometheusScrapeSampleLimitHit', 'prometheus_target_scrapes_exceeded_sample_limit_total', 'a target, because it has more series than `sampleLimit`.'),
    ],
  }
