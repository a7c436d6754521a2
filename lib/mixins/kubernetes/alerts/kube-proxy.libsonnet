local presence = import '../presence.libsonnet';

function(config) presence(config, {
  group: 'kubernetes-system-kube-proxy',
  prefix: 'KubeProxy',
  title: 'kube-proxy',
  effect: 'services do not follow their pods',
  selector: config.kubeProxySelector,
})
