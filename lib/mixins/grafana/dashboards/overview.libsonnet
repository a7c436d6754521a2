local d = import '../../../dashboards.libsonnet';

function(config)
  local of(metric, more='') = '%s{%s}' % [metric, d.match(config, [config.grafanaSelector, 'job=~"$job"', 'instance=~"$instance"', more])];
  local rate(metric, more='') = 'rate(%s[$__rate_interval])' % of(metric, more);
  local requests = 'grafana_http_request_duration_seconds_count';
  local q = d.query;

  d.dashboard(config, {
    title: 'Grafana',
    uid: 'mixgen-grafana',
    description: 'Whether Grafana answers, and how fast.',
    selector: config.grafanaSelector,
    variables: [
      d.variables.job('grafana_build_info{%s}' % d.match(config, [config.grafanaSelector])),
      d.variables.instance('grafana_build_info{%s}' % d.match(config, [config.grafanaSelector, 'job=~"$job"'])),
    ],
    links: [d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('Is it well?', [
        d.stat('Up', 'Instances that Prometheus can scrape.', q('sum(%s)' % of('up')), { decimals: 0, thresholds: d.thresholds.all }),
        d.stat('Failed requests', 'Share of the requests that end with an error of Grafana.', q('sum(%s) / (sum(%s) > 0)' % [rate(requests, 'status_code=~"5.."'), rate(requests)]), {
          unit: 'percentunit',
          decimals: 1,
          noValue: 'none',
          thresholds: d.thresholds.usage(0.01, config.grafanaFailedPercent / 100),
        }),
        d.stat('Dashboards', 'Dashboards that it has.', q('max(%s)' % of('grafana_stat_totals_dashboard')), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Version', 'Version of Grafana.', q('max by (version) (%s)' % of('grafana_build_info'), '{{version}}'), { text: 'name', thresholds: d.thresholds.none }),
        d.stat('Memory', 'Resident memory of the largest instance.', q('max(%s)' % of('process_resident_memory_bytes')), { unit: 'bytes', thresholds: d.thresholds.none }),
      ]),
      d.row('Requests', [
        d.timeseries('Requests', 'Requests by the code of their answer.', q('sum by (status_code) (%s)' % rate(requests), '{{status_code}}'), { unit: 'reqps', stack: true, min: 0 }),
        d.timeseries('Time to answer', 'Half of the requests, and all but a hundredth, are faster.', [
          q('histogram_quantile(0.99, sum by (le) (%s))' % rate('grafana_http_request_duration_seconds_bucket'), 'p99'),
          q('histogram_quantile(0.50, sum by (le) (%s))' % rate('grafana_http_request_duration_seconds_bucket'), 'p50'),
        ], { unit: 's', min: 0 }),
        d.timeseries('Errors by handler', 'Handlers that answer with an error of Grafana: the ten worst.', q('topk(10, sum by (handler) (%s)) > 0' % rate(requests, 'status_code=~"5.."'), '{{handler}}'), { unit: 'reqps', min: 0 }),
        d.timeseries('CPU', 'Seconds of CPU in a second.', q(rate('process_cpu_seconds_total'), '{{instance}}'), { unit: 'short', min: 0 }),
      ]),
    ],
  })
