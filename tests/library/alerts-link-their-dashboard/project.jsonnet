local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    components: ['etcd', 'nats'],
    values: { common: { grafana: 'https://grafana.example.org/' }, nats: { dashboards: { 'nats-jetstream.json': { drop: true } } } },
  },
  none: { components: ['etcd'] },
});
local links(name, part) = std.set([
  std.get(rule.annotations, 'dashboard_url', 'none')
  for group in environments[name][part + '/prometheus-rule.yaml'].spec.groups
  for rule in group.rules
  if std.objectHas(rule, 'alert')
]);
{ etcd: links('k3d', 'etcd'), nats: links('k3d', 'nats'), none: links('none', 'etcd') }
