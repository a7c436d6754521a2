{
  local mixin = self,

  grafanaDashboards+:: {
    'jaeger.json': (import 'dashboards/jaeger.libsonnet')(mixin._config),
  },
}
