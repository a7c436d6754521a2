// What the chart's own targets are told to leave out, as values of the chart.
// Its lists are replaced by ours, so what it drops by labels is said again.

// The chart's targets of the cluster, and what they are here.
local cluster = {
  coreDns: 'coredns',
  kubeControllerManager: 'controllerManager',
  kubeProxy: 'proxy',
  kubeScheduler: 'scheduler',
};

// Cgroups that are no pods, and interfaces of the network between them.
local ofNoPod = [
  { action: 'drop', sourceLabels: ['id', 'pod'], regex: '.+;' },
  { action: 'drop', sourceLabels: ['__name__', 'interface'], regex: 'container_network_.+;(cali|cilium|cni|lxc|nodelocaldns|tunl).*' },
];

function(model)
  local spare = model.spare;
  local saves = model.saving.drop != 'nothing';
  local limit = { [if spare.limit('cluster') != null then 'sampleLimit']: spare.limit('cluster') };
  local dropped(kind, labels) = spare.crd(spare.of(kind, labels));
  local job(name) = { job: model.controlPlane[name].job };
  local has(name) = std.objectHas(model.controlPlane, name);
  local ksm = std.get(model.install, 'kube-state-metrics', null);
  local node = std.get(model.install, 'node-exporter', null);
  local said(part, key) = std.member(std.get(model.said, part, []), key);
  {
    [if ksm != null && (saves || said('kube-state-metrics', 'denied')) then 'kube-state-metrics']+: { metricDenylist: ksm.denied },
    [if node != null && (saves || said('node-exporter', 'collectors')) then 'prometheus-node-exporter']+: {
      extraArgs: [
                   '--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/.+|var/lib/docker/.+|var/lib/kubelet/.+)($|/)',
                 ] + ['--no-collector.' + name for name in std.set(node.collectors.off)]
                 + ['--collector.' + name for name in std.set(node.collectors.on)],
      [if saves then 'prometheus']: { monitor: { metricRelabelings: dropped('node-exporter', { job: 'node-exporter' }) } + limit },
    },
  } + (
    if !saves then {}
    else {
      [if has('apiserver') then 'kubeApiServer']+: {
        serviceMonitor: { metricRelabelings: dropped('apiserver', job('apiserver')) } + limit,
      },
      [if has('kubelet') then 'kubelet']+: {
        serviceMonitor: {
          cAdvisorInterval: model.common.interval,
          cAdvisorMetricRelabelings: dropped('cadvisor', job('cadvisor') { metrics_path: '/metrics/cadvisor' }) + ofNoPod,
          metricRelabelings: dropped('kubelet', job('kubelet') { metrics_path: '/metrics' }),
        } + limit,
      },
    } + {
      [target]+: { serviceMonitor: { metricRelabelings: dropped(cluster[target], job(cluster[target])) } + limit }
      for target in std.objectFields(cluster)
      if has(cluster[target])
    } + {
      // Their jobs have the names of the release.
      [part]+: { serviceMonitor: { metricRelabelings: dropped(part, {}) } + limit }
      for part in ['alertmanager', 'prometheus']
      if std.objectHas(model.install, part)
    }
  )
