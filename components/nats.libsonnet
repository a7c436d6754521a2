{
  local c = self,
  local v = c.values,
  name: 'nats',
  help: 'NATS servers, through the exporter beside each server.',
  requires: [],
  values: {
    '#namespace':: { help: 'namespace of the pods', legal: 'name' },
    namespace: 'nats',
    '#selector':: { help: 'labels that select the pods', map: true, items: 'string' },
    selector: { 'app.kubernetes.io/name': 'nats' },
    '#port':: "name of the exporter's port (chart: `promExporter.enabled: true`)",
    port: 'prom-metrics',
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/nats/mixin.libsonnet',
  },
  model: {
    config: {
      natsSelector: 'job="%s"' % c.name,
      natsServerLabel: 'pod',
      runbookUrl: c.environment.common.runbooks,
    } + v.config,
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
