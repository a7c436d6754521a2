local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  any: { components: ['kubernetes'] },
  k3d: { platform: 'k3d', components: ['kubernetes'] },
  gke: { platform: 'gke', components: ['kubernetes'] },
  okd: { platform: 'okd', components: ['kubernetes'] },
});
local alerts(name) = std.set([
  std.get(rule, 'alert', '')
  for group in environments[name]['kubernetes/prometheus-rule.yaml'].spec.groups
  for rule in group.rules
]);
{
  problems: environments.mixgen.problems,
} + {
  [name]: {
    [alert]: std.member(alerts(name), alert)
    for alert in ['KubeSchedulerDown', 'KubeControllerManagerDown', 'KubeProxyDown', 'KubePersistentVolumeFillingUp', 'KubePersistentVolumeErrors', 'KubeNodeNotReady', 'KubePodCrashLooping', 'KubeVersionMismatch']
  } + {
    dashboards: [path for path in std.objectFields(environments[name]) if std.startsWith(path, 'dashboards/')],
  }
  for name in ['any', 'gke', 'k3d', 'okd']
}
