{
  local mixin = self,

  grafanaDashboards+:: {
    'parca.json': (import 'dashboards/parca.libsonnet')(mixin._config),
  },
}
