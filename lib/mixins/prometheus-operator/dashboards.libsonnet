{
  local mixin = self,

  grafanaDashboards+:: {
    'prometheus-operator.json': (import './dashboards/overview.libsonnet')(mixin._config),
  },
}
