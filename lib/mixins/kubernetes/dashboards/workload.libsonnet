local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local here = ['namespace="$namespace"'];
  local owner = p.recorded('namespace_workload_pod:kube_pod_owner:relabel', here + ['workload=~"$workload"']);
  local podLabels = config.clusterLabel + ', namespace, pod';
  // Restricts a vector with the label `pod` to the pods of the workload.
  local own(expr) = '%s and on (%s) %s' % [expr, podLabels, owner];
  local byPod(expr) = 'sum by (pod) (%s)' % own(expr);
  local total(expr) = 'sum(%s)' % own(expr);
  local asked(resource, what) =
    total(p.containers('cluster:namespace:pod_%s:active:kube_pod_container_resource_%s' % [resource, what], here));
  local rate(metric) = p.rate(p.cadvisor(metric, here));
  local bad = { unit: 'short', thresholds: d.thresholds.zero, width: 6 };
  local use(series, resource) = [
    q(byPod(p.containers(series, here)), '{{pod}}'),
    q(asked(resource, 'requests'), 'requested'),
    q(asked(resource, 'limits'), 'limit'),
  ];
  local lines = [
    d.override.byName('requested', { color: 'orange', dashed: true }),
    d.override.byName('limit', { color: 'red', dashed: true }),
  ];

  d.dashboard(config, {
    title: 'Kubernetes / Workload',
    uid: 'mixgen-kubernetes-workload',
    description: 'The pods of one workload: health, use against requests and limits, network.',
    selector: config.kubeStateMetricsSelector,
    variables: [
      p.namespaceVariable,
      d.variables.label(
        'workload',
        'Workload',
        p.recorded('namespace_workload_pod:kube_pod_owner:relabel', here),
        { multi: false, all: false }
      ),
    ],
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat('Pods', 'Pods of the workload.', q(p.count(owner)), { unit: 'short', width: 6, thresholds: d.thresholds.none }),
        d.stat(
          'Pods not ready',
          'Pods that do not take traffic.',
          q(p.count(own('%s == 0' % p.state(['namespace', 'pod'], 'kube_pod_status_ready', here + ['condition="true"'])))),
          bad
        ),
        d.stat(
          'Containers waiting',
          'Containers that cannot start, or crash again and again.',
          q(p.count(own('%s == 1' % p.state(['namespace', 'pod', 'container'], 'kube_pod_container_status_waiting_reason', here)))),
          bad
        ),
        d.stat(
          'Restarts (1h)',
          'Restarts of containers within the last hour.',
          q('%s or vector(0)' % total('increase(%s[1h])' % p.ksm('kube_pod_container_status_restarts_total', here))),
          bad { decimals: 0, thresholds: [[null, 'green'], [1, 'orange'], [10, 'red']] }
        ),
      ]),
      d.row('Resources', [
        d.timeseries('CPU', 'Cores that each pod uses, and what all of them ask for.', use(p.cpu, 'cpu'), { unit: 'short', overrides: lines }),
        d.timeseries('Memory', 'Working set of each pod, and what all of them ask for.', use(p.memory, 'memory'), { unit: 'bytes', overrides: lines }),
        d.timeseries(
          'CPU throttling',
          'Share of the scheduling periods in which the CPU limit held a container back.',
          q('sum by (pod, container) (%s) / sum by (pod, container) (%s)' % [
            own(p.rate(p.cadvisor('container_cpu_cfs_throttled_periods_total', here + ['container!=""']))),
            own(p.rate(p.cadvisor('container_cpu_cfs_periods_total', here + ['container!=""']))),
          ], '{{pod}} {{container}}'),
          { unit: 'percentunit', min: 0, max: 1 }
        ),
        d.timeseries(
          'Restarts',
          'Restarts of containers within five minutes.',
          q(byPod('increase(%s[5m])' % p.ksm('kube_pod_container_status_restarts_total', here)), '{{pod}}'),
          { unit: 'short', bars: true }
        ),
      ]),
      d.row('Network', [
        d.timeseries('Received', 'What each pod receives.', q(byPod(rate('container_network_receive_bytes_total')), '{{pod}}'), { unit: 'binBps' }),
        d.timeseries('Transmitted', 'What each pod sends.', q(byPod(rate('container_network_transmit_bytes_total')), '{{pod}}'), { unit: 'binBps' }),
      ]),
    ],
  })
