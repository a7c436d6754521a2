{
  local mixin = self,

  grafanaDashboards+:: {
    'k3s-supervisor.json': (import 'dashboards/k3s-supervisor.libsonnet')(mixin._config),
  },
}
