{
  local c = self,
  local v = c.values,
  // Where a stack insists on the namespace of the target, the series' own gets another name.
  local insists = c.environment.stack.scope == 'namespace',
  name: 'ingress-nginx',
  help: 'The controller ingress-nginx: requests by Ingress. The project ended on 2026-03-24, so nobody mends its security any more.',
  requires: [],
  values: {
    '#namespace':: { help: 'namespace of the pods', legal: 'name' },
    namespace: 'ingress-nginx',
    '#selector':: { help: 'labels that select the pods of the controller', map: true, items: 'string' },
    selector: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
    '#port':: 'name of the port with the metrics, 10254 (chart: `controller.metrics.enabled: true`)',
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
    mixin: import '../lib/mixins/ingress-nginx/mixin.libsonnet',
  },
  model: {
    config: {
      ingressNginxSelector: 'job="%s"' % c.name,
      ingressNginxNamespaceLabel: if insists then 'exported_namespace' else 'namespace',
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
        // Requests belong to the namespace of their Ingress.
        honorLabels: true,
        // Buckets by path and method that no rule and no panel reads.
        drop: ['nginx_ingress_controller_(bytes_sent|connect_duration_seconds|header_duration_seconds|request_size|response_duration_seconds|response_size)_bucket'],
      },
    },
    // Without any controller the rest is its consequence.
    inhibitions: {
      [c.name + '-down']: {
        source: { alertname: 'IngressNginxDown' },
        target: { alertname: { regex: 'Nginx.+|IngressNginx.+' }, severity: ['warning', 'info'] },
        equal: ['cluster', 'job'],
        implied: true,
      },
    },
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    drop: { values: v.drop },
  },
}
