{
  local mixin = self,

  grafanaDashboards+:: {
    'blackbox.json': (import 'dashboards/blackbox.libsonnet')(mixin._config),
  },
}
