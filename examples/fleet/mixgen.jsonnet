// Many clusters from one comprehension: a row of the table is an environment.
local mixgen = import 'mixgen/main.libsonnet';
local clusters = import 'clusters.libsonnet';

// What a stage decides for all of its clusters.
local stages = {
  // Here kube-prometheus runs already.
  production: { addons: ['pagerduty', 'slack'] },
  staging: {
    addons: ['slack'],
    values: { slack+: { channel: '#staging' } },
  },
  // Small machines that bring a small stack, without Grafana.
  edge: {
    mode: 'install',
    addons: ['low-cost', 'slack'],
    values: {
      [part]+: { drop+: { dashboards: ['*'] } }
      for part in ['alertmanager', 'kube-state-metrics', 'kubernetes', 'nats', 'node-exporter', 'prometheus', 'prometheus-operator']
    } + {
      grafana+: { install: false },
      'low-cost'+: { retention: '24h', storage: '5Gi' },
      slack+: { severities: ['critical'] },
    },
  },
};

local environment(name, row) =
  local stage = std.get(stages, std.get(row, 'stage', ''), error 'clusters.libsonnet: `%s` needs a `stage`, one of %s' % [name, std.join(', ', std.objectFields(stages))]);
  {
    platform: row.platform,
    mode: std.get(stage, 'mode', 'join'),
    components: row.components,
    addons: stage.addons,
    values:
      {
        labels+: { alerts: { cluster: name, stage: row.stage } },
        slack+: { channel: '#alerts' },
      }
      + std.get(stage, 'values', {})
      + std.get(row, 'values', {}),
  };

mixgen.environments({
  [name]: environment(name, clusters[name])
  for name in std.objectFields(clusters)
})
