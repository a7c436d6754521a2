// Alerts, groups and dashboards, ours and upstream's, that make no sense
// where a fact about the platform is false.
local without = {
  scheduler: {
    alerts: ['kubernetes-system-scheduler'],
    rules: ['kube-scheduler.rules'],
    dashboards: ['kubernetes-scheduler.json', 'scheduler.json'],
  },
  controllerManager: {
    alerts: ['kubernetes-system-controller-manager'],
    dashboards: ['kubernetes-controller-manager.json', 'controller-manager.json'],
  },
  proxy: {
    alerts: ['kubernetes-system-kube-proxy'],
    dashboards: ['kubernetes-proxy.json', 'proxy.json'],
  },
  volumeStats: {
    alerts: ['KubePersistentVolumeFillingUp', 'KubePersistentVolumeInodesFillingUp'],
    dashboards: ['kubernetes-persistent-volumes.json', 'persistentvolumesusage.json'],
  },
  oneVersion: {
    alerts: ['KubeVersionMismatch'],
  },
  spareNodes: {
    alerts: ['KubeCPUOvercommit', 'KubeMemoryOvercommit'],
  },
};

// What a stack that watches its own cluster has already, and what would stay
// silent where a rule sees one namespace only. Workloads are left.
local brought = {
  alerts: [
    'kube-apiserver-slos',
    'kubernetes-system',
    'kubernetes-system-apiserver',
    'kubernetes-system-controller-manager',
    'kubernetes-system-kube-proxy',
    'kubernetes-system-kubelet',
    'kubernetes-system-scheduler',
    'KubeCPUOvercommit',
    'KubeCPUQuotaOvercommit',
    'KubeMemoryOvercommit',
    'KubeMemoryQuotaOvercommit',
    'KubePersistentVolumeErrors',
  ],
  rules: ['*'],
  dashboards: [
    'apiserver.json',
    'controller-manager.json',
    'kubelet.json',
    'kubernetes-apiserver.json',
    'kubernetes-controller-manager.json',
    'kubernetes-kubelet.json',
    'kubernetes-proxy.json',
    'kubernetes-scheduler.json',
    'proxy.json',
    'scheduler.json',
  ],
};

{
  local c = self,
  local v = c.values,
  local facts = c.environment.facts,
  local stack = c.environment.stack,
  local sharesRules = stack.scope == 'namespace' && std.member(stack.brings.rules, c.name),
  name: 'kubernetes',
  help: 'Workloads, nodes and the control plane. Its targets come with the stack; where rules of the same names come with it too, ours are left out.',
  requires: [],
  values: {
    '#namespaces':: { help: 'namespaces to watch where rules see only their own; none: those of the other components', items: 'string' },
    namespaces: [],
    '#jobs':: 'value of the label `job` for each kind of target, as the stack names it',
    jobs: {
      apiserver: 'apiserver',
      cadvisor: 'kubelet',
      controllerManager: 'kube-controller-manager',
      coredns: 'coredns',
      kubeStateMetrics: 'kube-state-metrics',
      kubelet: 'kubelet',
      nodeExporter: 'node-exporter',
      proxy: 'kube-proxy',
      scheduler: 'kube-scheduler',
    },
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/kubernetes/mixin.libsonnet',
  },
  model: {
    local job(name) = 'job="%s"' % v.jobs[name],
    config: {
      cadvisorSelector: job('cadvisor') + ', metrics_path="/metrics/cadvisor"',
      kubeApiserverSelector: job('apiserver'),
      kubeControllerManagerSelector: job('controllerManager'),
      kubeProxySelector: job('proxy'),
      kubeSchedulerSelector: job('scheduler'),
      kubeStateMetricsSelector: job('kubeStateMetrics'),
      kubeletSelector: job('kubelet') + ', metrics_path="/metrics"',
      nodeExporterSelector: job('nodeExporter'),
      runbookUrl: c.environment.common.runbooks,
    } + v.config,
    namespaces: v.namespaces,
    // What the platform offers, for a stack that is to scrape it: each with
    // the name of its job.
    controlPlane: {
      [name]: { job: v.jobs[name] }
      for name in std.objectFields(v.jobs)
      if std.member(['apiserver', 'cadvisor', 'kubelet'], name)
         || std.member(['controllerManager', 'coredns', 'proxy', 'scheduler'], name) && facts[name]
    },
    // Rules here read series that belong to the platform; none reads those of DNS.
    reads: 'platform',
    sources: [name for name in std.objectFields(c.model.controlPlane) if name != 'coredns'] + ['kube-state-metrics', 'node-exporter'],
    // What is broken on a node that is gone, or behind an API server that is.
    inhibitions: {
      [c.name + '-node']: {
        source: { alertname: ['KubeNodeNotReady', 'KubeNodeUnreachable'] },
        target: { alertname: { regex: 'KubePod.+|KubeContainer.+|Kubelet.+|KubeNode(Pressure|ReadinessFlapping|Eviction)' } },
        equal: ['cluster', 'node'],
        implied: true,
      },
      [c.name + '-node-not-ready']: {
        source: { alertname: 'KubeNodeNotReady' },
        target: { alertname: 'KubeNodeUnreachable' },
        equal: ['cluster', 'node'],
        implied: true,
      },
      [c.name + '-crash-loop']: {
        source: { alertname: 'KubePodCrashLooping' },
        target: { alertname: ['KubeContainerWaiting', 'KubePodNotReady'] },
        equal: ['cluster', 'namespace', 'pod'],
        implied: true,
      },
      [c.name + '-kubelet-down']: {
        source: { alertname: 'KubeletDown' },
        target: { alertname: { regex: 'Kubelet.+' }, severity: ['warning', 'info'] },
        equal: ['cluster'],
        implied: true,
      },
      [c.name + '-api-down']: {
        source: { alertname: 'KubeAPIDown' },
        target: { alertname: { regex: 'KubeAPI.+|KubeAggregatedAPI.+|KubeClientErrors' }, severity: ['warning', 'info'] },
        equal: ['cluster'],
        implied: true,
      },
    },
    boards: {
      '*': ['kubernetes-overview.json', 'k8s-resources-cluster.json'],
      'kube-apiserver-slos': ['kubernetes-apiserver.json', 'apiserver.json'],
      'kubernetes-apps': ['kubernetes-workload.json', 'k8s-resources-namespace.json'],
      'kubernetes-storage': ['kubernetes-persistent-volumes.json', 'persistentvolumesusage.json'],
      'kubernetes-system-apiserver': ['kubernetes-apiserver.json', 'apiserver.json'],
      'kubernetes-system-controller-manager': ['kubernetes-controller-manager.json', 'controller-manager.json'],
      'kubernetes-system-kubelet': ['kubernetes-kubelet.json', 'kubelet.json'],
      'kubernetes-system-scheduler': ['kubernetes-scheduler.json', 'scheduler.json'],
    },
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    drop: { values: v.drop }
          + { [fact]: without[fact] { because: fact } for fact in std.objectFields(without) if !facts[fact] }
          + { [if sharesRules then 'brought']: brought { because: 'stack' } },
  },
}
