local mixgen = import 'mixgen/main.libsonnet';

local stacks = import 'mixgen/lib/stacks.libsonnet';
local environments = mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord'],
    stack: stacks['kube-prometheus'] { namespace: 'obs', labels+: { rules: { release: 'obs' }, channels: { alertmanager: 'main' } }, reader: null },
  },
  bare: { components: ['etcd'], stack: { namespace: 'watch' } },
});
{
  rules: environments.k3d['etcd/prometheus-rule.yaml'].metadata,
  channel: environments.k3d['discord/alertmanager-config.yaml'].metadata,
  paths: std.objectFields(environments.k3d),
  bare: environments.bare['etcd/prometheus-rule.yaml'].metadata,
}
