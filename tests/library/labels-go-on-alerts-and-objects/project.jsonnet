local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    tenant: 'shop',
    components: ['etcd'],
    values: { labels: { alerts: { cluster: 'k3d-1' }, objects: { team: 'db' } } },
  },
});
local rule = environments.k3d['etcd/prometheus-rule.yaml'];
local rules = std.flattenArrays([group.rules for group in rule.spec.groups]);
{
  metadata: rule.metadata,
  alerts: std.set([rule.labels.cluster for rule in rules if std.objectHas(rule, 'alert')]),
  recordings: [rule.labels for rule in rules if std.objectHas(rule, 'record') && std.objectHas(rule, 'labels')],
  configMap: environments.k3d['etcd/dashboard-etcd.yaml'].metadata,
  keys: std.objectFields(environments.k3d['etcd/dashboard-etcd.yaml'].data),
}
