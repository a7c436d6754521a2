{
  local mixin = self,

  grafanaDashboards+:: {
    'prometheus.json': (import './dashboards/overview.libsonnet')(mixin._config),
    'prometheus-remote-write.json': (import './dashboards/remote-write.libsonnet')(mixin._config),
  },
}
