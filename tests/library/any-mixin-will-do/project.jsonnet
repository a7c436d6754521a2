local mixgen = import 'mixgen/main.libsonnet';

// No `_config`, alerts beside rules, names that Kubernetes does not allow,
// nulls, and two groups of one name.
local mixin = {
  prometheusAlerts:: {
    groups: [{
      name: 'db',
      interval: null,
      rules: [{ alert: 'Down', expr: 'up == 0', 'for': null, labels: { severity: 'critical' } }],
    }],
  },
  prometheusRules:: { groups: [{ name: 'db', rules: [{ record: 'db:up', expr: 'sum(up)' }] }] },
  grafanaDashboards:: { 'My Board (v2).json': { title: 'My board' } },
};
local environments = mixgen.environments({ k3d: { components: ['etcd'], values: { etcd: { mixin: mixin } } } });
{
  problems: environments.mixgen.problems,
  paths: std.objectFields(environments.k3d),
  rules: environments.k3d['etcd/prometheus-rule.yaml'],
  dashboard: environments.k3d['etcd/dashboard-my-board--v2.yaml'],
}
