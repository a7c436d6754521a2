{
  local mixin = self,

  grafanaDashboards+:: {
    'etcd.json': (import 'dashboards/etcd.libsonnet')(mixin._config),
  },
}
