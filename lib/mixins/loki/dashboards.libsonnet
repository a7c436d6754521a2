{
  local mixin = self,

  grafanaDashboards+:: {
    'logs.json': (import 'dashboards/logs.libsonnet')(mixin._config),
    'loki.json': (import 'dashboards/loki.libsonnet')(mixin._config),
  },
}
