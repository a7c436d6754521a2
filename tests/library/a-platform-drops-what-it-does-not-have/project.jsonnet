local mixgen = import 'mixgen/main.libsonnet';

// Its own rules of the same names are left out there.
local stack = { name: 'kube-prometheus', brings+: { rules: [] } };
local environments = mixgen.environments({
  any: { components: ['kubernetes'], stack: stack },
  k3d: { platform: 'k3d', components: ['kubernetes'], stack: stack },
  gke: { platform: 'gke', components: ['kubernetes'], stack: stack },
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
