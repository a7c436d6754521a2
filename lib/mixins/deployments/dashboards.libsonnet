{
  local mixin = self,

  grafanaDashboards+:: {
    'deployments.json': (import 'dashboards/deployments.libsonnet')(mixin._config),
  },
}
