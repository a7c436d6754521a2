// One file a subject, so that a platform without, say, a scheduler drops one dashboard by its name.
{
  local mixin = self,
  local config = mixin._config { multiCluster: mixin._config.showMultiCluster },

  grafanaDashboards+:: {
    'kubernetes-overview.json': (import './dashboards/overview.libsonnet')(config),
    'kubernetes-namespace.json': (import './dashboards/namespace.libsonnet')(config),
    'kubernetes-workload.json': (import './dashboards/workload.libsonnet')(config),
    'kubernetes-persistent-volumes.json': (import './dashboards/persistent-volumes.libsonnet')(config),
    'kubernetes-kubelet.json': (import './dashboards/kubelet.libsonnet')(config),
    'kubernetes-apiserver.json': (import './dashboards/apiserver.libsonnet')(config),
    'kubernetes-scheduler.json': (import './dashboards/scheduler.libsonnet')(config),
    'kubernetes-controller-manager.json': (import './dashboards/controller-manager.libsonnet')(config),
  },
}
