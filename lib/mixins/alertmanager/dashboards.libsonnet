{
  local mixin = self,

  grafanaDashboards+:: {
    'alertmanager.json': (import './dashboards/overview.libsonnet')(mixin._config),
  },
}
