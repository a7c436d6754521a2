local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local here = ['namespace="$namespace"'];
  local bad = { unit: 'short', thresholds: d.thresholds.zero, width: 4 };
  local workloads(series) = p.byWorkload(p.containers(series, here), here);
  local asked(resource, what) =
    p.byWorkload(p.containers('cluster:namespace:pod_%s:active:kube_pod_container_resource_%s' % [resource, what], here), here);
  local pods(metric) = 'sum by (pod) (%s)' % p.rate(p.cadvisor(metric, here));
  local name = '{{workload_type}}/{{workload}}';

  d.dashboard(config, {
    title: 'Kubernetes / Namespace',
    uid: 'mixgen-kubernetes-namespace',
    description: 'Whether the workloads of a namespace are healthy, and what they use.',
    selector: config.kubeStateMetricsSelector,
    variables: [p.namespaceVariable],
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat(
          'Pods not running',
          'Pods that are pending, or whose node does not answer.',
          q(p.count(p.state(['namespace', 'pod'], 'kube_pod_status_phase', here + ['phase=~"Pending|Unknown"']) + ' == 1')),
          bad
        ),
        d.stat(
          'Pods not ready',
          'Running pods that do not take traffic.',
          q(p.count('%s == 1 and %s == 0' % [
            p.state(['namespace', 'pod'], 'kube_pod_status_phase', here + ['phase="Running"']),
            p.state(['namespace', 'pod'], 'kube_pod_status_ready', here + ['condition="true"']),
          ])),
          bad
        ),
        d.stat(
          'Containers waiting',
          'Containers that cannot start, or crash again and again.',
          q(p.count(p.state(['namespace', 'pod', 'container'], 'kube_pod_container_status_waiting_reason', here) + ' == 1')),
          bad
        ),
        d.stat(
          'Restarts (1h)',
          'Restarts of containers within the last hour.',
          q('sum(increase(%s[1h])) or vector(0)' % p.ksm('kube_pod_container_status_restarts_total', here)),
          bad { decimals: 0, thresholds: [[null, 'green'], [1, 'orange'], [10, 'red']] }
        ),
        d.stat(
          'Replicas missing',
          'Replicas that deployments and stateful sets ask for and do not have.',
          q('sum((%s - %s) > 0 or (%s - %s) > 0) or vector(0)' % [
            p.state(['namespace', 'deployment'], 'kube_deployment_spec_replicas', here),
            p.state(['namespace', 'deployment'], 'kube_deployment_status_replicas_available', here),
            p.state(['namespace', 'statefulset'], 'kube_statefulset_replicas', here),
            p.state(['namespace', 'statefulset'], 'kube_statefulset_status_replicas_ready', here),
          ]),
          bad
        ),
        d.stat(
          'Fullest quota',
          'The highest use of any quota; nothing where there is none.',
          q('max(%s / ignoring (type) (%s > 0))' % [
            p.ksm('kube_resourcequota', here + ['type="used"']),
            p.ksm('kube_resourcequota', here + ['type="hard"']),
          ]),
          { unit: 'percentunit', width: 4, noValue: 'none', thresholds: d.thresholds.usage(config.quotaAlmostFullPercent / 100, 1) }
        ),
      ]),
      d.row('Workloads', [
        d.timeseries('CPU by workload', 'Cores that containers use.', q(workloads(p.cpu), name), { unit: 'short', stack: true }),
        d.timeseries('Memory by workload', 'Working sets of the containers.', q(workloads(p.memory), name), { unit: 'bytes', stack: true }),
        d.table('Use and requests', 'What each workload uses and asks for; a click leads to its dashboard.', [
          q(workloads(p.cpu), '', { refId: 'CPU' }),
          q(asked('cpu', 'requests'), '', { refId: 'CPURequests' }),
          q(asked('cpu', 'limits'), '', { refId: 'CPULimits' }),
          q(workloads(p.memory), '', { refId: 'Memory' }),
          q(asked('memory', 'requests'), '', { refId: 'MemoryRequests' }),
          q(asked('memory', 'limits'), '', { refId: 'MemoryLimits' }),
        ], {
          width: 24,
          height: 10,
          sortBy: 'CPU',
          columns: {
            workload: {
              title: 'Workload',
              order: 0,
              link: d.links.toDashboard('Workload', 'mixgen-kubernetes-workload', {
                'var-namespace': '$namespace',
                'var-workload': '${__value.raw}',
              }),
            },
            workload_type: { title: 'Kind', order: 1 },
            'Value #CPU': { title: 'CPU', order: 2, unit: 'short' },
            'Value #CPURequests': { title: 'CPU requests', order: 3, unit: 'short' },
            'Value #CPULimits': { title: 'CPU limits', order: 4, unit: 'short' },
            'Value #Memory': { title: 'Memory', order: 5, unit: 'bytes' },
            'Value #MemoryRequests': { title: 'Memory requests', order: 6, unit: 'bytes' },
            'Value #MemoryLimits': { title: 'Memory limits', order: 7, unit: 'bytes' },
          },
        }),
      ]),
      d.row('Trouble', [
        d.timeseries(
          'Restarts by pod',
          'Restarts of containers within five minutes.',
          q('sum by (pod) (increase(%s[5m])) > 0' % p.ksm('kube_pod_container_status_restarts_total', here), '{{pod}}'),
          { unit: 'short', bars: true }
        ),
        d.timeseries(
          'CPU throttling by pod',
          'Share of the scheduling periods in which the CPU limit held a container back.',
          q('sum by (pod) (%s) / sum by (pod) (%s)' % [
            p.rate(p.cadvisor('container_cpu_cfs_throttled_periods_total', here + ['container!=""'])),
            p.rate(p.cadvisor('container_cpu_cfs_periods_total', here + ['container!=""'])),
          ], '{{pod}}'),
          { unit: 'percentunit', min: 0, max: 1 }
        ),
      ]),
      d.row('Network', [
        d.timeseries('Received', 'What pods receive.', q(pods('container_network_receive_bytes_total'), '{{pod}}'), { unit: 'binBps', stack: true }),
        d.timeseries('Transmitted', 'What pods send.', q(pods('container_network_transmit_bytes_total'), '{{pod}}'), { unit: 'binBps', stack: true }),
        d.timeseries('Received packets dropped', 'Packets that never reached a pod.', q(pods('container_network_receive_packets_dropped_total'), '{{pod}}'), { unit: 'pps' }),
        d.timeseries('Transmitted packets dropped', 'Packets that never left a pod.', q(pods('container_network_transmit_packets_dropped_total'), '{{pod}}'), { unit: 'pps' }),
      ], { collapsed: true }),
    ],
  })
