local mixgen = import 'mixgen/main.libsonnet';
local environments = mixgen.environments({
  [platform]: { platform: platform, target: 'helm' }
  for platform in ['gke', 'k3d', 'kubeadm']
} + {
  autopilot: { platform: 'gke', target: 'helm', values: { gke: { autopilot: true } } },
});
{
  [name]: {
    [part]: environments[name]['values.yaml'][part].enabled
    for part in ['coreDns', 'kubeControllerManager', 'kubeEtcd', 'kubeProxy', 'kubeScheduler', 'nodeExporter']
  } + { root: std.get(environments[name]['values.yaml'], 'prometheus-node-exporter', 'as the chart says') }
  for name in std.objectFields(environments)
}
