{
  local c = self,
  local v = c.values,
  name: 'traefik',
  help: 'Traefik, which k3s brings: requests by service of Ingresses, IngressRoutes and routes of the Gateway API.',
  requires: [],
  values: {
    '#namespace':: { help: 'namespace of the pods', legal: 'name' },
    namespace: c.environment.facts.traefikNamespace,
    '#selector':: { help: 'labels that select the pods', map: true, items: 'string' },
    selector: { 'app.kubernetes.io/name': 'traefik' },
    '#port':: 'name of the port of the entry point with the metrics',
    port: 'metrics',
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/traefik/mixin.libsonnet',
  },
  model: {
    local selector = 'job="%s"' % c.name,
    // Ours and upstream's spelling: only keys that the mixin has are set.
    config: {
      traefikSelector: selector,
      filteringSelector: selector,
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
    // Without any instance the rest is its consequence; a service that is down answers with errors.
    inhibitions: {
      [c.name + '-down']: {
        source: { alertname: 'TraefikDown' },
        target: { alertname: { regex: 'Traefik.+' }, severity: ['warning', 'info'] },
        equal: ['cluster', 'job', 'namespace'],
        implied: true,
      },
      [c.name + '-service-down']: {
        source: { alertname: 'TraefikServiceDown' },
        target: { alertname: ['TraefikServiceErrors', 'TraefikServiceSlow'] },
        equal: ['cluster', 'job', 'namespace', 'service'],
        implied: true,
      },
    },
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    drop: { values: v.drop },
  },
}
