{
  local c = self,
  local v = c.values,
  name: 'nats',
  help: 'NATS servers, through the exporter beside each server.',
  requires: [],
  values: {
    '#namespace':: 'namespace of the pods',
    namespace: 'nats',
    '#selector':: { help: 'labels that select the pods', map: true },
    selector: { 'app.kubernetes.io/name': 'nats' },
    '#port':: "name of the exporter's port (chart: `promExporter.enabled: true`)",
    port: 'prom-metrics',
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/nats/mixin.libsonnet',
  },
  model: {
    config: { natsSelector: 'job="%s"' % c.name },
    namespaces: [v.namespace],
    scrape: {
      [c.name]: {
        from: 'pods',
        namespace: v.namespace,
        selector: v.selector,
        port: v.port,
        path: '/metrics',
      },
    },
    drop: { values: v.drop },
  },
}
