{
  local mixin = self,

  grafanaDashboards+:: {
    'kube-state-metrics.json': (import './dashboards/overview.libsonnet')(mixin._config),
  },
}
