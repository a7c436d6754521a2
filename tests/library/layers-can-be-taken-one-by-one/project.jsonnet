local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    platform: 'k3d',
    components: ['etcd', 'nats'],
    addons: ['discord', { name: 'move', patch: { etcd+: { values+: { namespace: 'db' } } } }],
    values: { etcd: { namespace: 'store' } },
    documents: { 'etcd/pod-monitor.yaml'+: { spec+: { namespaceSelector: { matchNames: ['here'] } } } },
  },
});
[
  {
    layer: step.layer,
    [if std.objectHas(step.documents, 'etcd/pod-monitor.yaml') then 'namespace']:
      step.documents['etcd/pod-monitor.yaml'].spec.namespaceSelector.matchNames[0],
  }
  for step in environments.mixgen.layers.k3d
]
