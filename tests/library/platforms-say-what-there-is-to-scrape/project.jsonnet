local mixgen = import 'mixgen/main.libsonnet';
local catalogue = import 'mixgen/lib/catalogue.libsonnet';
local environments = mixgen.environments(
  {
    [platform]: { platform: platform, mode: 'install', stack: 'kube-prometheus' }
    for platform in std.objectFields(catalogue.platform)
  } + {
    exposed: { platform: 'kubeadm', mode: 'install', values: { kubeadm: { exposed: true } } },
    autopilot: { platform: 'gke', mode: 'install', values: { gke: { autopilot: true } } },
  }
);
local groups(documents) = [group.name for group in documents['kubernetes/prometheus-rule.yaml'].spec.groups];
{
  [name]: {
    local documents = environments[name],
    local pod = documents['grafana/deployment.yaml'].spec.template.spec,
    local flags = documents['prometheus-operator/deployment.yaml'].spec.template.spec.containers[0].args,
    monitors: [
      std.strReplace(std.strReplace(path, 'kubernetes/service-monitor-', ''), '.yaml', '')
      for path in std.objectFields(documents)
      if std.startsWith(path, 'kubernetes/service-monitor-')
    ],
    alerts: [
      group
      for group in groups(documents)
      if std.member(['kubernetes-system-scheduler', 'kubernetes-system-controller-manager', 'kubernetes-system-kube-proxy'], group)
    ],
    dashboards: [
      path
      for path in std.objectFields(documents)
      if std.member(['dashboards/kubernetes/kubernetes-scheduler.json', 'dashboards/kubernetes/kubernetes-controller-manager.json'], path)
    ],
    dns: [
      std.get(endpoint, 'port', std.get(endpoint, 'targetPort'))
      for path in std.objectFields(documents)
      if path == 'kubernetes/service-monitor-coredns.yaml'
      for endpoint in documents[path].spec.endpoints
    ],
    kubelets: [flag for flag in flags if std.startsWith(flag, '--kubelet-service')],
    restricted_to: [flag for flag in flags if std.startsWith(flag, '--namespaces')],
    nodes: [
      std.set(std.flattenArrays([std.objectFields(mount) for mount in container.volumeMounts]))
      for path in std.objectFields(documents)
      if path == 'node-exporter/daemon-set.yaml'
      for container in documents[path].spec.template.spec.containers
    ],
    ids: [key for key in std.objectFields(pod.securityContext) if std.member(['runAsUser', 'runAsGroup', 'fsGroup'], key)],
    storage: std.objectHas(documents['prometheus/prometheus.yaml'].spec, 'storage'),
    replicas: documents['prometheus/prometheus.yaml'].spec.replicas,
    in_kube_system: [
      path
      for path in std.objectFields(documents)
      if std.isObject(documents[path]) && std.get(std.get(documents[path], 'metadata', {}), 'namespace') == 'kube-system'
    ],
  }
  for name in std.objectFields(environments)
}
