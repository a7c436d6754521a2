{
  local mixin = self,

  grafanaDashboards+:: {
    'tempo.json': (import 'dashboards/tempo.libsonnet')(mixin._config),
  },
}
