// Everything lies in the tenant's namespace, asks for its series, and may cost
// so much.
local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  shop: {
    tenant: { name: 'shop', namespace: 'team-shop', samples: 20000, targets: 40, labels: 30 },
    components: ['blackbox', 'etcd', 'nats'],
    addons: ['discord'],
    values: {
      blackbox+: { probes: { home: { targets: ['https://shop.example'] } } },
      discord+: { webhook+: { secret: 'chat' } },
    },
  },
});
local documents = environments.shop;
local objects = [documents[path] for path in std.objectFields(documents) if std.objectHas(documents[path], 'metadata')];
local rules = std.flattenArrays([
  group.rules
  for object in objects
  if object.kind == 'PrometheusRule'
  for group in object.spec.groups
]);
local targets(dashboard) = std.flattenArrays([
  std.get(panel, 'targets', []) + std.flattenArrays([std.get(inner, 'targets', []) for inner in std.get(panel, 'panels', [])])
  for panel in dashboard.panels
]);
{
  namespaces: std.set([object.metadata.namespace for object in objects]),
  kinds: std.set([object.kind for object in objects]),
  unscoped_rules: [rule for rule in rules if std.length(std.findSubstr('namespace="team-shop"', rule.expr)) == 0],
  unlabelled_rules: [rule for rule in rules if rule.labels.namespace != 'team-shop'],
  unscoped_panels: [
    target.expr
    for path in std.objectFields(documents)
    if std.startsWith(path, 'dashboards/')
    for target in targets(documents[path])
    if std.length(std.findSubstr('namespace="team-shop"', target.expr)) == 0
  ],
  variables: [
    variable.query
    for variable in documents['dashboards/nats/nats-server.json'].templating.list
    if variable.type == 'query'
  ],
  monitor: documents['nats/pod-monitor.yaml'].spec,
  probe: [object.spec for object in objects if object.kind == 'Probe'],
  warnings: environments.mixgen.warnings,
}
