local text = import '../lib/text.libsonnet';

local workloads = 'Workload(Unavailable|Degraded|RolloutStuck|ChangeIgnored)';
local causes = 'Workload(CrashLooping|ImagePullFailing|ContainerNotCreated|OOMKilled)';

{
  local c = self,
  local v = c.values,
  name: 'deployments',
  help: 'Services as Kubernetes knows them: deployments, stateful sets and daemon sets of chosen namespaces, their pods, rollouts and room to grow. Where `kubernetes` alerts on the same, it is kept quiet.',
  requires: [],
  values: {
    '#namespaces':: { help: "namespaces to watch; none: all but the system's, and where rules see only their own, those of the other components", items: 'string' },
    namespaces: [],
    '#workloads':: 'names of the workloads to watch, as a regular expression',
    workloads: '.+',
    '#ignored':: { help: 'names of workloads that are nobody’s concern, as regular expressions', items: 'string' },
    ignored: [],
    '#available_percent':: 'replicas that must be available, in percent of those wanted; none at all is critical in any case',
    available_percent: 100,
    '#restarts_per_hour':: 'restarts of a container within an hour that are too many',
    restarts_per_hour: 5,
    '#unavailable_for':: { help: 'how long a workload may have no replica', legal: 'duration' },
    unavailable_for: '5m',
    '#exceptions':: {
      help: "what differs for single workloads: `{ 'shop/cart': { available_percent: 50 } }`; without a namespace, for those of that name anywhere",
      map: true,
      each: { '#available_percent':: { optional: true }, available_percent: v.available_percent, '#restarts_per_hour':: { optional: true }, restarts_per_hour: v.restarts_per_hour },
    },
    exceptions: {},
    '#labels':: { help: "labels of alerts by namespace or workload: `{ team: { shop: 'sales', 'shop/cart': 'carts' } }`", map: true, items: 'object' },
    labels: {},
    '#jobs':: 'value of the label `job` for each kind of target, as the stack names it',
    jobs: { cadvisor: 'kubelet', kubeStateMetrics: 'kube-state-metrics' },
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/deployments/mixin.libsonnet',
  },
  // An inhibition that nobody asked for: the generic alert of the same thing.
  local quiet(source, target, equal) = {
    source: { alertname: { regex: source } },
    target: { alertname: { regex: target } },
    equal: ['cluster', 'namespace'] + equal,
    implied: true,
  },
  local camel = { available_percent: 'availablePercent', restarts_per_hour: 'restartsPerHour' },
  model: {
    config: {
      [if v.namespaces != [] then 'namespaceSelector']:
        if std.length(v.namespaces) == 1 then 'namespace="%s"' % v.namespaces[0]
        else 'namespace=~"%s"' % std.join('|', v.namespaces),
      workloads: v.workloads,
      ignoredWorkloads: std.join('|', v.ignored),
      availablePercent: v.available_percent,
      restartsPerHour: v.restarts_per_hour,
      unavailableFor: v.unavailable_for,
      exceptions: {
        [name]: { [camel[key]]: v.exceptions[name][key] for key in std.objectFields(v.exceptions[name]) }
        for name in std.objectFields(v.exceptions)
      },
      labels: v.labels,
      cadvisorSelector: 'job="%s", metrics_path="/metrics/cadvisor"' % v.jobs.cadvisor,
      kubeStateMetricsSelector: 'job="%s"' % v.jobs.kubeStateMetrics,
      runbookUrl: c.environment.common.runbooks,
    } + v.config,
    namespaces: v.namespaces,
    // Containers are known by the kubelet, for a stack that is to scrape it.
    controlPlane: { [name]: { job: v.jobs.cadvisor } for name in ['cadvisor', 'kubelet'] },
    // Rules here read series that belong to the platform.
    reads: 'platform',
    inhibitions: {
      // One event is told once: by the service before its deployment …
      [c.name + '-deployment']: quiet(workloads, 'KubeDeployment.+', ['deployment']),
      [c.name + '-statefulset']: quiet(workloads, 'KubeStatefulSet.+', ['statefulset']),
      [c.name + '-daemonset']: quiet(workloads, 'KubeDaemonSet(RolloutStuck|NotScheduled)', ['daemonset']),
      [c.name + '-container']: quiet(causes, 'KubePodCrashLooping|KubeContainerWaiting', ['container', 'pod']),
      [c.name + '-pod']: quiet('WorkloadPodNotReady', 'KubePodNotReady', ['pod']),
      [c.name + '-autoscaler']: quiet('WorkloadAutoscalerAtMaximum', 'KubeHpaMaxedOut', ['horizontalpodautoscaler']),
      [c.name + '-budget']: quiet('Workload(Unavailable|Degraded)', 'KubePdbNotEnoughHealthyPods', []),
      // … by the service that is gone before all else of it, and by the cause
      // before its effect.
      [c.name + '-unavailable']: quiet('WorkloadUnavailable', 'Workload(Degraded|RolloutStuck|ChangeIgnored|CrashLooping|ImagePullFailing|ContainerNotCreated|OOMKilled|Restarting|PodNotReady)|Http.+', ['service']),
      [c.name + '-cause']: quiet(causes, 'Workload(Degraded|RolloutStuck|Restarting|PodNotReady)|HttpService(TargetsDown|MemoryNearLimit)', ['service']),
      // A node that is gone takes one pod of each daemon set with it.
      [c.name + '-node']: {
        source: { alertname: ['KubeNodeNotReady', 'KubeNodeUnreachable'] },
        target: { alertname: 'WorkloadDegraded', workload_type: 'daemonset' },
        equal: ['cluster'],
        implied: true,
      },
    },
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    drop: { values: v.drop },
    problems: [
      {
        path: ['values', c.name, 'labels', label],
        message: '`%s` cannot be the name of a label' % label,
        hint: 'a label has letters, digits and `_`',
      }
      for label in std.objectFields(v.labels)
      if !text.isLabel(label)
    ],
  },
}
