{
  local mixin = self,

  grafanaDashboards+:: {
    'ingress-nginx.json': (import 'dashboards/ingress-nginx.libsonnet')(mixin._config),
  },
}
