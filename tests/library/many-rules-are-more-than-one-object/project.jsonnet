local mixgen = import 'mixgen/main.libsonnet';

local rule(i) = { alert: 'A%d' % i, expr: 'vector(1)', annotations: { text: std.repeat('x', 3000) } };
local mixin = { prometheusAlerts:: { groups: [{ name: 'g%d' % g, rules: [rule(10 * g + i) for i in std.range(0, 9)] } for g in std.range(0, 39)] } };
local documents = mixgen.environments({ k3d: { components: ['etcd'], values: { etcd: { mixin: mixin } } } }).k3d;
{
  [path]: { name: documents[path].metadata.name, groups: std.length(documents[path].spec.groups), small: std.length(std.manifestJsonMinified(documents[path])) < 512 * 1024 }
  for path in std.objectFields(documents)
  if std.startsWith(path, 'etcd/prometheus-rule')
}
