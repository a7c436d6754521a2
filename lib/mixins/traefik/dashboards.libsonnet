{
  local mixin = self,

  grafanaDashboards+:: {
    'traefik.json': (import 'dashboards/traefik.libsonnet')(mixin._config),
  },
}
