{
  local mixin = self,

  grafanaDashboards+:: {
    'cert-manager.json': (import 'dashboards/cert-manager.libsonnet')(mixin._config),
  },
}
