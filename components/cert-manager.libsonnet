{
  local c = self,
  local v = c.values,
  // Where a stack insists on the namespace of the target, the series' own gets another name.
  local insists = c.environment.stack.scope == 'namespace',
  name: 'cert-manager',
  help: 'cert-manager: certificates that are not renewed, issuers that do not issue.',
  requires: [],
  values: {
    '#namespace':: { help: 'namespace of the pods', legal: 'name' },
    namespace: 'cert-manager',
    '#selector':: { help: 'labels that select the pods of the controller', map: true, items: 'string' },
    selector: { 'app.kubernetes.io/name': 'cert-manager', 'app.kubernetes.io/component': 'controller' },
    '#port':: 'name of the port with the metrics, 9402',
    port: 'http-metrics',
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/cert-manager/mixin.libsonnet',
  },
  model: {
    // Ours and upstream's spelling: only keys that the mixin has are set.
    config: {
      certManagerSelector: 'job="%s"' % c.name,
      certManagerNamespaceLabel: if insists then 'exported_namespace' else 'namespace',
      certManagerJobLabel: c.name,
      certManagerReplaceExportedNamespace: insists,
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
        // Certificates belong to the namespace they are in.
        honorLabels: true,
      },
    },
    // What is overdue is so because somebody does not issue it, and an issuer tells that better.
    inhibitions: {
      [c.name + '-limits']: {
        source: { alertname: 'CertManagerHittingRateLimits' },
        target: { alertname: ['CertManagerCertNotReady', 'CertManagerChallengeStuck', 'CertManagerSyncErrors'], severity: ['warning', 'info'] },
        equal: ['cluster', 'job'],
        implied: true,
      },
    },
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    drop: { values: v.drop },
  },
}
