{
  local mixin = self,

  grafanaDashboards+:: {
    'otel-collector.json': (import 'dashboards/collector.libsonnet')(mixin._config),
  },
}
