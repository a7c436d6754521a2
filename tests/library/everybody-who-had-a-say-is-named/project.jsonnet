local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    platform: 'k3d',
    stack: { name: 'kube-prometheus', brings+: { rules: [] } },
    components: ['etcd', 'kubernetes'],
    addons: [{ name: 'move', patch: { etcd+: { values+: { namespace: 'db' } } } }],
    values: { etcd: { port: 'client' } },
  },
});
local madeBy = environments.mixgen.made_by.k3d;
{ [path]: madeBy[path] for path in ['dashboards/etcd/etcd.json', 'etcd/prometheus-rule.yaml', 'kubernetes/prometheus-rule.yaml', 'kustomization.yaml'] }
