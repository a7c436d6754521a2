{
  local mixin = self,

  grafanaDashboards+:: {
    'alloy.json': (import 'dashboards/alloy.libsonnet')(mixin._config),
  },
}
