{
  local mixin = self,

  grafanaDashboards+:: {
    'nodes.json': (import './dashboards/nodes.libsonnet')(mixin._config),
    'node.json': (import './dashboards/node.libsonnet')(mixin._config),
  },
}
