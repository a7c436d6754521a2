{
  local mixin = self,

  grafanaDashboards+:: {
    'nats-server.json': (import 'dashboards/server.libsonnet')(mixin._config),
    'nats-jetstream.json': (import 'dashboards/jetstream.libsonnet')(mixin._config),
  },
}
