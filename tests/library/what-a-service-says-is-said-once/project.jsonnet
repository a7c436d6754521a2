// Generic alerts on the same deployment are kept quiet, in Alertmanager's own words and in those of the operator; rules
// of chosen workloads stay with them where rules see one namespace only.
local mixgen = import 'mixgen/main.libsonnet';

local base = {
  components: ['deployments'],
  addons: ['discord'],
  values: { deployments: { namespaces: ['shop', 'billing'], ignored: ['batch-.+'], exceptions: { 'shop/cart': { available_percent: 50 } }, labels: { team: { shop: 'sales', 'shop/cart': 'carts' } } } },
};
local environments = mixgen.environments({
  plain: base { target: 'plain', mode: 'install' },
  okd: base { platform: 'okd' },
});
local groups = environments.plain['rules/deployments.yml'].groups;
{
  problems: environments.mixgen.problems,
  quiet: [
    rule
    for rule in environments.plain['alertmanager.yml'].inhibit_rules
    if std.length(std.findSubstr('Workload', std.toString(rule))) > 0
  ],
  degraded: [rule for group in groups for rule in group.rules if std.get(rule, 'alert') == 'WorkloadDegraded'][0],
  wanted: groups[0].rules[1],
  okd: [path for path in std.objectFields(environments.okd) if std.startsWith(path, 'deployments/')],
  operator: environments.okd['routing/alertmanager-config-shop.yaml'].spec.inhibitRules[0],
}
