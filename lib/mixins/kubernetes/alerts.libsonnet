{
  local mixin = self,
  // The alert helper reads multiCluster; showMultiCluster is the name that upstream's users know.
  local config = mixin._config {
    multiCluster: mixin._config.showMultiCluster,
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'kubernetes'),
  },

  prometheusAlerts+:: {
    groups+: [
      (import './alerts/apps.libsonnet')(config),
      (import './alerts/resources.libsonnet')(config),
      (import './alerts/storage.libsonnet')(config),
      (import './alerts/system.libsonnet')(config),
      (import './alerts/apiserver-slos.libsonnet')(config),
      (import './alerts/apiserver.libsonnet')(config),
      (import './alerts/kubelet.libsonnet')(config),
      (import './alerts/scheduler.libsonnet')(config),
      (import './alerts/controller-manager.libsonnet')(config),
      (import './alerts/kube-proxy.libsonnet')(config),
    ],
  },
}
