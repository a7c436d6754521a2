local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local share = { unit: 'percentunit', min: 0, max: 1.5, thresholds: d.thresholds.usage(0.8, 1) };
  local bad = { unit: 'short', thresholds: d.thresholds.zero, width: 3 };

  local used = { cpu: p.cpu, memory: p.memory };
  local useOf(resource) = 'sum(%s) / %s' % [p.containers(used[resource]), p.allocatable(resource)];
  local askedOf(resource, what) = 'sum(%s) / %s' % [
    p.recorded('namespace_%s:kube_pod_container_resource_%s:sum' % [resource, what]),
    p.allocatable(resource),
  ];
  local perNamespace(series) = 'sum by (namespace) (%s)' % p.containers(series);
  local askedPerNamespace(resource, what) =
    'sum by (namespace) (%s)' % p.recorded('namespace_%s:kube_pod_container_resource_%s:sum' % [resource, what]);
  local perNode(resource) =
    'sum by (node) (%s) / on (node) max by (node) (%s)' % [
      p.containers(used[resource]),
      p.ksm('kube_node_status_allocatable', ['resource="%s"' % resource]),
    ];
  local network(metric) = 'sum by (namespace) (%s)' % p.rate(p.cadvisor(metric, ['namespace!=""']));

  d.dashboard(config, {
    title: 'Kubernetes / Overview',
    uid: 'mixgen-kubernetes-overview',
    description: 'Whether the cluster is healthy, how full it is, and who uses it.',
    selector: config.kubeStateMetricsSelector,
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat(
          'Critical alerts',
          'Critical alerts that fire, of whatever part.',
          q(p.count(p.recorded('ALERTS', ['alertstate="firing"', 'severity="critical"']))),
          bad
        ),
        d.stat(
          'Nodes not ready',
          'Nodes whose kubelet does not report Ready.',
          q(p.count(p.state(['node'], 'kube_node_status_condition', ['condition="Ready"', 'status="true"']) + ' == 0')),
          bad
        ),
        d.stat(
          'Pods not running',
          'Pods that are pending, or whose node does not answer.',
          q(p.count(p.state(['namespace', 'pod'], 'kube_pod_status_phase', ['phase=~"Pending|Unknown"']) + ' == 1')),
          bad { thresholds: [[null, 'green'], [1, 'orange'], [10, 'red']] }
        ),
        d.stat(
          'Crash loops',
          'Containers that crash again and again.',
          q(p.count(p.state(['namespace', 'pod', 'container'], 'kube_pod_container_status_waiting_reason', ['reason="CrashLoopBackOff"']) + ' == 1')),
          bad
        ),
        d.stat(
          'Deployments short of replicas',
          'Deployments with fewer available replicas than they ask for.',
          q(p.count('%s > %s' % [
            p.state(['namespace', 'deployment'], 'kube_deployment_spec_replicas'),
            p.state(['namespace', 'deployment'], 'kube_deployment_status_replicas_available'),
          ])),
          bad { thresholds: [[null, 'green'], [1, 'orange']] }
        ),
        d.stat(
          'Failed jobs',
          'Failed jobs that nobody deleted.',
          q(p.count(p.state(['namespace', 'job_name'], 'kube_job_failed', ['condition="true"']) + ' > 0')),
          bad { thresholds: [[null, 'green'], [1, 'orange']] }
        ),
        d.stat(
          'Volumes almost full',
          'Volumes of claims with less than %s of their space free.' % config.volumeFreeSpacePercentageWarning,
          q(p.count('max by (namespace, persistentvolumeclaim) (%s / %s) < %s' % [
            p.series('kubelet_volume_stats_available_bytes', config.kubeletSelector),
            p.series('kubelet_volume_stats_capacity_bytes', config.kubeletSelector),
            config.volumeFreeSpacePercentageWarning,
          ])),
          bad
        ),
        d.stat(
          'API availability (%dd)' % config.SLOs.apiserver.days,
          'Share of the API requests that were good: fast enough, and no server error.',
          q('min(%s)' % p.recorded('apiserver_request:availability%dd' % config.SLOs.apiserver.days, ['verb="all"'])),
          {
            unit: 'percentunit',
            decimals: 3,
            width: 3,
            thresholds: d.thresholds.atLeast(config.SLOs.apiserver.target),
            // Where another stack watches the control plane, nothing records it.
            noValue: 'not recorded',
          }
        ),
      ]),
      d.row('Capacity', [
        d.gauge('CPU used', 'Share of the allocatable CPU that containers use.', q(useOf('cpu')), share),
        d.gauge('CPU requested', 'Above 100 % not every pod finds a place.', q(askedOf('cpu', 'requests')), share),
        d.gauge('CPU limited', 'Sum of the limits; above 100 % not all can have what they may.', q(askedOf('cpu', 'limits')), share { thresholds: d.thresholds.none }),
        d.gauge('Memory used', 'Share of the allocatable memory in the working sets of containers.', q(useOf('memory')), share),
        d.gauge('Memory requested', 'Above 100 % not every pod finds a place.', q(askedOf('memory', 'requests')), share),
        d.gauge('Memory limited', 'Sum of the limits; above 100 % pods may be evicted or killed.', q(askedOf('memory', 'limits')), share { thresholds: d.thresholds.none }),
      ], { across: 6 }),
      d.row('Namespaces', [
        d.timeseries('CPU by namespace', 'Cores that containers use.', q(perNamespace(p.cpu), '{{namespace}}'), { unit: 'short', stack: true }),
        d.timeseries('Memory by namespace', 'Working sets of the containers.', q(perNamespace(p.memory), '{{namespace}}'), { unit: 'bytes', stack: true }),
        d.table('Use and requests', 'What each namespace uses and asks for; a click leads to its dashboard.', [
          q('count by (namespace) (%s)' % p.state(['namespace', 'pod'], 'kube_pod_info'), '', { refId: 'Pods' }),
          q(perNamespace(p.cpu), '', { refId: 'CPU' }),
          q(askedPerNamespace('cpu', 'requests'), '', { refId: 'CPURequests' }),
          q(askedPerNamespace('cpu', 'limits'), '', { refId: 'CPULimits' }),
          q(perNamespace(p.memory), '', { refId: 'Memory' }),
          q(askedPerNamespace('memory', 'requests'), '', { refId: 'MemoryRequests' }),
          q(askedPerNamespace('memory', 'limits'), '', { refId: 'MemoryLimits' }),
        ], {
          width: 24,
          height: 10,
          sortBy: 'CPU',
          columns: {
            namespace: {
              title: 'Namespace',
              order: 0,
              link: d.links.toDashboard('Namespace', 'mixgen-kubernetes-namespace', { 'var-namespace': '${__value.raw}' }),
            },
            'Value #Pods': { title: 'Pods', order: 1, unit: 'short' },
            'Value #CPU': { title: 'CPU', order: 2, unit: 'short' },
            'Value #CPURequests': { title: 'CPU requests', order: 3, unit: 'short' },
            'Value #CPULimits': { title: 'CPU limits', order: 4, unit: 'short' },
            'Value #Memory': { title: 'Memory', order: 5, unit: 'bytes' },
            'Value #MemoryRequests': { title: 'Memory requests', order: 6, unit: 'bytes' },
            'Value #MemoryLimits': { title: 'Memory limits', order: 7, unit: 'bytes' },
          },
        }),
      ]),
      d.row('Nodes', [
        d.timeseries('CPU by node', 'Share of the allocatable CPU that containers use.', q(perNode('cpu'), '{{node}}'), { unit: 'percentunit', min: 0 }),
        d.timeseries('Memory by node', 'Share of the allocatable memory in working sets.', q(perNode('memory'), '{{node}}'), { unit: 'percentunit', min: 0 }),
        d.timeseries(
          'Pods by node',
          'Share of the pods that a node may run.',
          q('count by (node) (%s) / on (node) max by (node) (%s)' % [
            p.state(['namespace', 'pod', 'node'], 'kube_pod_info', ['node!=""']),
            p.ksm('kube_node_status_capacity', ['resource="pods"']),
          ], '{{node}}'),
          { unit: 'percentunit', min: 0, thresholds: d.thresholds.usage(0.9, 0.95), thresholdStyle: 'line' }
        ),
        d.timeseries(
          'Node conditions',
          'Nodes by condition; all but Ready are bad.',
          q('sum by (condition) (%s)' % p.state(['node', 'condition'], 'kube_node_status_condition', ['status="true"']), '{{condition}}'),
          { unit: 'short' }
        ),
      ]),
      d.row('Network', [
        d.timeseries('Received', 'What pods receive, by namespace.', q(network('container_network_receive_bytes_total'), '{{namespace}}'), { unit: 'binBps', stack: true }),
        d.timeseries('Transmitted', 'What pods send, by namespace.', q(network('container_network_transmit_bytes_total'), '{{namespace}}'), { unit: 'binBps', stack: true }),
      ], { collapsed: true }),
    ],
  })
