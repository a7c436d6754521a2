local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: { components: ['etcd'], documents: { 'etcd/pod-monitor.yaml'+: { spec+: { sampleLimit: 5000 } } } },
});
{
  spec: environments.k3d['etcd/pod-monitor.yaml'].spec,
  made_by: environments.mixgen.made_by.k3d['etcd/pod-monitor.yaml'],
}
