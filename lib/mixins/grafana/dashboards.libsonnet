{
  local mixin = self,

  grafanaDashboards+:: {
    'grafana.json': (import './dashboards/overview.libsonnet')(mixin._config),
  },
}
