{
  local mixin = self,

  grafanaDashboards+:: {
    'pyroscope.json': (import 'dashboards/pyroscope.libsonnet')(mixin._config),
  },
}
