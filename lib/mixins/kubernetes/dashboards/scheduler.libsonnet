local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local selector = config.kubeSchedulerSelector;
  local of(metric, more=[]) = p.series(metric, selector, ['instance=~"$instance"'] + more);
  local p99(metric) = p.recorded('cluster_quantile:%s:histogram_quantile' % metric, ['quantile="0.99"']);

  d.dashboard(config, {
    title: 'Kubernetes / Scheduler',
    uid: 'mixgen-kubernetes-scheduler',
    description: 'Whether pods find a node, and how long it takes.',
    selector: selector,
    variables: [p.instanceVariable(selector)],
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat('Schedulers up', 'Schedulers that answer.', q('sum(%s) or vector(0)' % of('up')), { unit: 'short', width: 6, thresholds: d.thresholds.all }),
        d.stat(
          'Unschedulable pods',
          'Pods that fit no node.',
          q('sum(%s) or vector(0)' % of('scheduler_pending_pods', ['queue="unschedulable"'])),
          { unit: 'short', width: 6, thresholds: d.thresholds.zero }
        ),
        d.stat(
          'Scheduling errors',
          'Attempts within five minutes that failed for another reason than lack of room.',
          q('sum(increase(%s[5m])) or vector(0)' % of('scheduler_schedule_attempts_total', ['result="error"'])),
          { unit: 'short', width: 6, decimals: 0, thresholds: d.thresholds.zero }
        ),
        d.stat('Pod to node (p99)', 'From first seeing a pod to its binding.', q('max(%s)' % p99('scheduler_pod_scheduling_sli_duration_seconds')), { unit: 's', width: 6, thresholds: [[null, 'green'], [5, 'orange'], [60, 'red']] }),
      ]),
      d.row('Scheduling', [
        d.timeseries('Attempts', 'Attempts by their result.', q('sum by (result) (%s)' % p.rate(of('scheduler_schedule_attempts_total')), '{{result}}'), { unit: 'ops', stack: true }),
        d.timeseries('Pending pods', 'Pods in the queues of the scheduler.', q('sum by (queue) (%s)' % of('scheduler_pending_pods'), '{{queue}}'), { unit: 'short', stack: true }),
        d.timeseries('Duration (p99)', 'Of one attempt, and of all attempts until a pod is bound.', [
          q('max(%s)' % p99('scheduler_scheduling_attempt_duration_seconds'), 'attempt'),
          q('max(%s)' % p99('scheduler_pod_scheduling_sli_duration_seconds'), 'until bound'),
        ], { unit: 's' }),
        d.timeseries('Preemptions', 'Pods that had to go for more important ones.', q('sum(%s)' % p.rate(of('scheduler_preemption_victims_sum')), 'victims'), { unit: 'ops' }),
      ]),
      p.clientRow(selector),
      p.processRow(selector),
    ],
  })
