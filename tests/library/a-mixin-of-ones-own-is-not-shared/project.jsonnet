local mixgen = import 'mixgen/main.libsonnet';

local mixin = { prometheusAlerts+:: { groups+: [{ name: 'own', rules: [{ alert: 'Own', expr: 'vector(1)' }] }] } };
local base = { components: ['etcd'] };
local environments = mixgen.environments({
  a: base,
  b: base { values: { etcd: { mixin: mixin } } },
  c: base { addons: [{ name: 'swap', patch: { etcd+: { values+: { mixin: mixin } } } }] },
  d: base { values: { etcd: { config+: { etcdSelector: 'job="other"' } } } },
});
local groups(name) = [group.name for group in environments[name]['etcd/prometheus-rule.yaml'].spec.groups];
local mentions(name) = std.length(std.findSubstr('="other', environments[name]['etcd/prometheus-rule.yaml'].spec.groups[0].rules[0].expr)) > 0;
{ [name]: { groups: groups(name), other: mentions(name) } for name in ['a', 'b', 'c', 'd'] }
