local versions = import '../lib/versions.libsonnet';

{
  local c = self,
  name: 'kube-state-metrics',
  help: 'kube-state-metrics: what the API server knows of objects, as metrics. Mode `install` brings it.',
  requires: [],
  values: {
    '#install':: 'whether mode `install` brings it; false where the cluster has one: joins over its series would find two',
    install: true,
    '#image':: 'image without its tag',
    image: versions['kube-state-metrics'].image,
    '#version':: 'version of the image, without `v`',
    version: versions['kube-state-metrics'].version,
    '#interval':: { help: 'how often it is scraped', legal: 'duration' },
    interval: c.environment.common.interval,
    '#denied':: { help: 'regular expressions of metrics that are not made', items: 'string' },
    denied: [
      'kube_.+_created',
      'kube_.+_metadata_resource_version',
      'kube_replicaset_metadata_generation',
      'kube_replicaset_status_observed_generation',
      'kube_pod_restart_policy',
      'kube_pod_completion_time',
      'kube_pod_status_scheduled',
    ],
    '#labels':: { help: 'labels of objects that become labels of `kube_…_labels`: `{ pods: [label] }`; each costs series', map: true, items: 'array' },
    labels: {},
    '#resources':: { help: 'requests and limits', map: true },
    resources: { requests: { cpu: '10m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  },
}
