local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    stack: { name: 'kube-prometheus', brings+: { rules: [] } },
    components: ['cockroachdb', 'etcd', 'kubernetes', 'nats'],
    values: {
      common: { runbooks: 'https://runbooks.example.org/{component}/{alert}' },
      // What a component says about its own mixin counts more.
      nats: { config: { runbookUrl: 'https://nats.example.org/{alert}' } },
    },
  },
});
local first(documents) = [
  rule.annotations.runbook_url
  for group in documents.spec.groups
  for rule in group.rules
  if std.objectHas(rule, 'alert')
][0];
{
  problems: environments.mixgen.problems,
  runbooks: {
    [part]: first(environments.k3d[part + '/prometheus-rule.yaml'])
    for part in ['cockroachdb', 'etcd', 'kubernetes', 'nats']
  },
}
