local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local slo = config.SLOs.apiserver;
  local verbs = { read: config.kubeApiserverReadSelector, write: config.kubeApiserverWriteSelector };
  local of(metric, more=[]) = p.series(metric, config.kubeApiserverSelector, ['instance=~"$instance"'] + more);
  local availability(verb) =
    'min(%s)' % p.recorded('apiserver_request:availability%dd' % slo.days, ['verb="%s"' % verb]);
  local good = { unit: 'percentunit', decimals: 3, thresholds: d.thresholds.atLeast(slo.target) };

  // Rate, errors and duration of one kind of request.
  local requests(verb) = d.row('%s requests' % (if verb == 'read' then 'Read' else 'Write'), [
    d.timeseries(
      'Rate',
      'Requests by status code.',
      q('sum by (code) (%s)' % p.rate(of('apiserver_request_total', [verbs[verb]])), '{{code}}'),
      { unit: 'reqps', stack: true }
    ),
    d.timeseries(
      'Errors',
      'Share of the requests of each resource that end in a server error.',
      q('sum by (resource) (%s) / on (resource) sum by (resource) (%s)' % [
        p.rate(of('apiserver_request_total', [verbs[verb], 'code=~"5.."'])),
        p.rate(of('apiserver_request_total', [verbs[verb]])),
      ], '{{resource}}'),
      { unit: 'percentunit', min: 0 }
    ),
    d.timeseries(
      'Duration (p99)',
      'Without what webhooks and priorities add; the ten slowest resources.',
      q('topk(10, %s)' % p.recorded(
        'cluster_quantile:apiserver_request_sli_duration_seconds:histogram_quantile', ['verb="%s"' % verb]
      ), '{{resource}}'),
      { unit: 's' }
    ),
  ], { across: 3 });

  d.dashboard(config, {
    title: 'Kubernetes / API server',
    uid: 'mixgen-kubernetes-apiserver',
    description: 'Whether the API keeps its objective, which requests are slow or fail, and what the server is busy with.',
    selector: config.kubeApiserverSelector,
    variables: [p.instanceVariable(config.kubeApiserverSelector)],
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat('API servers down', 'API servers that Prometheus cannot scrape.', q(p.count(of('up') + ' == 0')), { unit: 'short', thresholds: d.thresholds.zero }),
        d.stat('Availability (%dd)' % slo.days, 'Share of the good requests: fast enough, and no server error.', q(availability('all')), good),
        d.stat(
          'Error budget left',
          'What remains of the share of requests that may be bad.',
          q('(%s - %g) / (1 - %g)' % [availability('all'), slo.target, slo.target]),
          { unit: 'percentunit', decimals: 1, thresholds: [[null, 'red'], [0, 'orange'], [0.25, 'green']] }
        ),
        d.stat('Read availability', 'Share of the good LIST and GET requests.', q(availability('read')), good),
        d.stat('Write availability', 'Share of the good POST, PUT, PATCH and DELETE requests.', q(availability('write')), good),
        d.stat(
          'Aggregated APIs down',
          'APIs that another server should answer and does not.',
          q(p.count('max by (name) (%s) == 1' % of('aggregator_unavailable_apiservice'))),
          { unit: 'short', thresholds: d.thresholds.zero }
        ),
        d.timeseries(
          'Burn rate',
          'Share of bad requests; alerts compare it with multiples of the budget.',
          [
            q('max by (verb) (%s)' % p.recorded('apiserver_request:burnrate' + slo.windows[0].short), '{{verb}} %s' % slo.windows[0].short),
            q('max by (verb) (%s)' % p.recorded('apiserver_request:burnrate' + slo.windows[0].long), '{{verb}} %s' % slo.windows[0].long),
          ],
          { unit: 'percentunit', min: 0, width: 24, height: 6 }
        ),
      ]),
      requests('read'),
      requests('write'),
      d.row('Load', [
        d.timeseries('Requests in flight', 'Requests that are being worked on.', q('sum by (request_kind) (%s)' % of('apiserver_current_inflight_requests'), '{{request_kind}}'), { unit: 'short' }),
        d.timeseries('Waiting for a seat', 'Requests in the queues of priority and fairness.', q('sum by (priority_level) (%s)' % of('apiserver_flowcontrol_current_inqueue_requests'), '{{priority_level}}'), { unit: 'short' }),
        d.timeseries('Turned away', 'Requests that the server refused or ended to protect itself.', [
          q('sum by (reason) (%s)' % p.rate(of('apiserver_flowcontrol_rejected_requests_total')), 'refused: {{reason}}'),
          q('sum(%s)' % p.rate(of('apiserver_request_terminations_total')), 'ended'),
        ], { unit: 'reqps' }),
        d.timeseries('Storage duration (p99)', 'How long etcd, or what stands in for it, takes.', q('histogram_quantile(0.99, sum by (operation, le) (%s))' % p.rate(of('etcd_request_duration_seconds_bucket')), '{{operation}}'), { unit: 's' }),
        d.timeseries('Largest kinds', 'Stored objects of the ten most frequent kinds.', q('topk(10, max by (resource) (%s))' % of('apiserver_storage_objects'), '{{resource}}'), { unit: 'short' }),
        d.timeseries('Webhooks (p99)', 'How long admission waits for webhooks.', q('histogram_quantile(0.99, sum by (name, le) (%s))' % p.rate(of('apiserver_admission_webhook_admission_duration_seconds_bucket')), '{{name}}'), { unit: 's' }),
      ], { across: 3 }),
      p.queueRow(config.kubeApiserverSelector) + { collapsed: true },
      p.processRow(config.kubeApiserverSelector),
    ],
  })
