local mixgen = import 'mixgen/main.libsonnet';

local base = { components: ['etcd'], addons: ['dead-mans-switch'] };
local environments = mixgen.environments({
  brought: base,
  ours: base { stack: { name: 'kube-prometheus', brings+: { rules: [] } }, values: { 'dead-mans-switch': { alert: 'Heartbeat', interval: '2m' } } },
});
{
  problems: environments.mixgen.problems,
  route: { [name]: environments[name]['dead-mans-switch/alertmanager-config.yaml'].spec.route for name in ['brought', 'ours'] },
  rules: {
    [name]: std.objectHas(environments[name], 'dead-mans-switch/prometheus-rule.yaml')
    for name in ['brought', 'ours']
  },
  alert: environments.ours['dead-mans-switch/prometheus-rule.yaml'].spec.groups[0].rules[0].alert,
}
