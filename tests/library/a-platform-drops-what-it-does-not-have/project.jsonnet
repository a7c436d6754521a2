local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  any: { components: ['kubernetes'] },
  k3d: { platform: 'k3d', components: ['kubernetes'] },
  gke: { platform: 'gke', components: ['kubernetes'] },
  okd: { platform: 'okd', components: ['kubernetes'] },
});
local has(name, text) = std.length(std.findSubstr(text, std.toString(environments[name]['kubernetes/prometheus-rule.yaml']))) > 0;
{
  problems: environments.mixgen.problems,
} + {
  [name]: {
    [text]: has(name, text)
    for text in ['KubeSchedulerDown', 'KubeControllerManagerDown', 'KubeProxyDown', 'KubePersistentVolumeFillingUp', 'KubePersistentVolumeErrors', 'KubeNodeNotReady', 'KubePodCrashLooping']
  } + {
    dashboards: [path for path in std.objectFields(environments[name]) if std.startsWith(path, 'dashboards/')],
  }
  for name in ['any', 'gke', 'k3d', 'okd']
}
