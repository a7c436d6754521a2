local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local selector = config.kubeControllerManagerSelector;
  local of(metric, more=[]) = p.series(metric, selector, ['instance=~"$instance"'] + more);

  d.dashboard(config, {
    title: 'Kubernetes / Controller manager',
    uid: 'mixgen-kubernetes-controller-manager',
    description: 'Whether the controllers keep up with their work.',
    selector: selector,
    variables: [p.instanceVariable(selector)],
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat('Controller managers up', 'Controller managers that answer.', q('sum(%s) or vector(0)' % of('up')), { unit: 'short', width: 6, thresholds: d.thresholds.all }),
        d.stat('Deepest queue', 'Items that wait in the longest work queue.', q('max(sum by (name) (%s))' % of('workqueue_depth')), { unit: 'short', width: 6, thresholds: [[null, 'green'], [50, 'orange'], [500, 'red']] }),
        d.stat('Longest running', 'How long the slowest worker has been busy with one item.', q('max(%s)' % of('workqueue_longest_running_processor_seconds')), { unit: 's', width: 6, thresholds: [[null, 'green'], [60, 'orange'], [600, 'red']] }),
        d.stat(
          'API errors',
          'Share of the requests to the API server that end in a server error.',
          q('(sum(%s) or vector(0)) / sum(%s)' % [
            p.rate(of('rest_client_requests_total', ['code=~"5.."'])),
            p.rate(of('rest_client_requests_total')),
          ]),
          { unit: 'percentunit', width: 6, thresholds: [[null, 'green'], [0.01, 'orange'], [0.05, 'red']] }
        ),
      ]),
      p.queueRow(selector),
      d.row('Retries', [
        d.timeseries('Retries by queue', 'Work that had to be done again; the ten busiest queues.', q('topk(10, sum by (name) (%s))' % p.rate(of('workqueue_retries_total')), '{{name}}'), { unit: 'ops' }),
        d.timeseries('Unfinished work', 'Seconds of work in progress that is not yet counted as done.', q('topk(10, sum by (name) (%s))' % of('workqueue_unfinished_work_seconds'), '{{name}}'), { unit: 's' }),
      ]),
      p.clientRow(selector),
      p.processRow(selector),
    ],
  })
