local d = import '../../../dashboards.libsonnet';

function(config)
  local of(metric, more='') = '%s{%s}' % [metric, d.match(config, [config.kubeStateMetricsSelector, 'job=~"$job"', 'instance=~"$instance"', more])];
  local rate(metric, more='') = 'rate(%s[$__rate_interval])' % of(metric, more);
  local q = d.query;
  local requests(verb, description) = d.timeseries(std.asciiUpper(verb[0]) + verb[1:] + ' requests', description, [
    q('sum by (result) (%s)' % rate('kube_state_metrics_%s_total' % verb), '{{result}}'),
  ], { unit: 'reqps', min: 0, overrides: [d.override.byName('error', { color: 'red' })] });

  d.dashboard(config, {
    title: 'kube-state-metrics',
    uid: 'mixgen-kube-state-metrics',
    description: 'Whether kube-state-metrics sees the objects that it tells about, and how much there is to tell.',
    selector: config.kubeStateMetricsSelector,
    variables: [
      d.variables.job('kube_state_metrics_total_shards{%s}' % d.match(config, [config.kubeStateMetricsSelector])),
      d.variables.instance('kube_state_metrics_total_shards{%s}' % d.match(config, [config.kubeStateMetricsSelector, 'job=~"$job"'])),
    ],
    links: [d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('Is it well?', [
        d.stat('Up', 'Instances that Prometheus can scrape.', q('count(%s)' % of('kube_state_metrics_total_shards')), { decimals: 0, thresholds: d.thresholds.all }),
        d.stat('Failed requests', 'Requests to the API server that failed within the last hour.', q('sum(increase(%s[1h])) + sum(increase(%s[1h]))' % [
          of('kube_state_metrics_list_total', 'result="error"'),
          of('kube_state_metrics_watch_total', 'result="error"'),
        ]), { decimals: 0, noValue: 'none', thresholds: d.thresholds.zero }),
        d.stat('Series', 'Series of the last scrape.', q('sum(%s)' % of('scrape_samples_post_metric_relabeling')), { thresholds: d.thresholds.none }),
        d.stat('Scrape', 'How long the last scrape took.', q('max(%s)' % of('scrape_duration_seconds')), { unit: 's', thresholds: [[null, 'green'], [5, 'orange'], [10, 'red']] }),
        d.stat('Memory', 'Resident memory of the largest instance.', q('max(%s)' % of('process_resident_memory_bytes')), { unit: 'bytes', thresholds: d.thresholds.none }),
      ]),
      d.row('Work', [
        requests('list', 'Requests for all objects of a kind.'),
        requests('watch', 'Requests for changes of objects.'),
        d.timeseries('Series', 'Series that each scrape brings. They grow with the objects in the cluster.', q(of('scrape_samples_post_metric_relabeling'), '{{instance}}'), { min: 0 }),
        d.timeseries('Memory', 'Resident memory.', q(of('process_resident_memory_bytes'), '{{instance}}'), { unit: 'bytes', min: 0 }),
      ]),
    ],
  })
