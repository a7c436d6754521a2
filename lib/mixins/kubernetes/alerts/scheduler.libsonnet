local presence = import '../presence.libsonnet';

function(config) presence(config, {
  group: 'kubernetes-system-scheduler',
  prefix: 'KubeScheduler',
  title: 'scheduler',
  effect: 'new pods stay pending',
  selector: config.kubeSchedulerSelector,
})
