// Rules about the cluster would be silent in a tenant's environment, or, where
// they ask whether something is absent, never be silent.
local mixgen = import 'mixgen/main.libsonnet';

local platform = {
  name: 'platform',
  values: {
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: {
      prometheusRules: { groups: [
        { name: 'nodes', rules: [
          { record: 'instance:cpu:rate5m', expr: 'rate(node_cpu_seconds_total[5m])' },
          { record: 'cluster:cpu:rate5m', expr: 'sum(instance:cpu:rate5m)' },
          { record: 'namespace:pods:count', expr: 'count by (namespace) (kube_pod_info)' },
        ] },
      ] },
      prometheusAlerts: { groups: [
        { name: 'cluster', rules: [
          { alert: 'Busy', expr: 'cluster:cpu:rate5m > 5' },
          { alert: 'Gone', expr: 'absent(up{job="kubelet"})' },
        ] },
        { name: 'workloads', rules: [
          { alert: 'Crowded', expr: 'namespace:pods:count > 100' },
          { alert: 'OfOthers', expr: 'kube_pod_info{namespace="kube-system"} > 0' },
          { alert: 'Full', expr: 'kubelet_volume_stats_available_bytes < 1' },
        ] },
      ] },
      grafanaDashboards: {
        'nodes.json': { title: 'Nodes', uid: 'nodes', panels: [{ title: 'CPU', targets: [{ expr: 'cluster:cpu:rate5m' }] }] },
        'mixed.json': { title: 'Mixed', uid: 'mixed', panels: [{ title: 'Pods', targets: [{ expr: 'kube_pod_info' }, { expr: 'node_load1' }] }] },
      },
    },
  },
  model: { reads: 'platform' },
};
local environments = mixgen.environments({
  shop: { tenant: 'shop', components: [platform] },
  // A component's own targets are the tenant's, whatever they are called.
  own: { tenant: 'own', components: [platform { model+: { reads: 'own' } }] },
});
{
  [name]: {
    paths: std.objectFields(environments[name]),
    groups: environments[name]['platform/prometheus-rule.yaml'].spec.groups,
  }
  for name in ['own', 'shop']
} + { warnings: environments.mixgen.warnings }
