{
  local mixin = self,

  grafanaDashboards+:: {
    'coredns.json': (import 'dashboards/coredns.libsonnet')(mixin._config),
  },
}
