local presence = import '../presence.libsonnet';

function(config) presence(config, {
  group: 'kubernetes-system-controller-manager',
  prefix: 'KubeControllerManager',
  title: 'controller manager',
  effect: 'nothing replaces pods, nodes or endpoints that change',
  selector: config.kubeControllerManagerSelector,
})
