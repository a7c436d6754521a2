local versions = import '../lib/versions.libsonnet';
local workload = import '../lib/workload.libsonnet';

{
  local c = self,
  local v = c.values,
  local facts = c.environment.facts,
  name: 'loki',
  help: 'Loki: keeps logs, and evaluates rules over them. It is brought as one process, or is there already.',
  requires: [],
  values: {
    '#install':: 'whether it is brought, in any mode; false where there is one: it is scraped, watched and made a data source',
    install: workload.wanted(c),
    '#image':: 'image without its tag',
    image: versions.loki.image,
    '#version':: 'version of the image',
    version: versions.loki.version,
    '#namespace':: { help: 'namespace of the pods', legal: 'name' },
    namespace: workload.namespace(c, 'loki'),
    '#selector':: { help: 'labels that select the pods', map: true, items: 'string' },
    selector: workload.selector(c, { 'app.kubernetes.io/name': 'loki' }),
    '#port':: 'name of the HTTP port',
    port: if v.install then 'http' else 'http-metrics',
    '#url':: { help: 'where it is reached, for Grafana and for who sends logs; unset: no data source', type: 'string', optional: true, legal: 'url' },
    url: workload.url(c, 3100),
    '#tenant':: { help: 'tenant whose logs are read and whose rules are evaluated, where it has several', type: 'string', optional: true },
    tenant: if v.rules == 'operator' then 'application' else null,
    '#rules':: {
      help: 'how rules over logs reach it: files of the ruler that is brought, ConfigMaps with the label `loki_rule` for the sidecar of its chart, objects of its operator, not at all',
      oneOf: ['ruler', 'sidecar', 'operator', 'none'],
    },
    rules: if v.install || c.environment.target == 'plain' then 'ruler' else if facts.routes then 'operator' else 'sidecar',
    '#retention':: { help: 'how long logs are kept; at least 24h', legal: 'duration' },
    retention: '72h',
    '#storage':: { help: 'size of the volume; unset: the disk of the node, lost with the pod', type: 'string', optional: true, legal: 'quantity' },
    storage: if facts.storageClass then '10Gi' else null,
    '#storage_class':: { help: "class of the volume; unset: the cluster's default", type: 'string', optional: true },
    storage_class: null,
    '#object_storage':: 'a bucket that speaks S3, in place of the volume for all but the last hours',
    object_storage: {
      '#bucket':: { help: 'name of the bucket; unset: the volume', type: 'string', optional: true },
      bucket: null,
      '#endpoint':: { help: "address of the storage, where it is not Amazon's", type: 'string', optional: true, legal: 'url' },
      endpoint: null,
      '#region':: { help: 'region of the bucket', type: 'string', optional: true },
      region: null,
      '#secret':: { help: 'Secret with the credentials; unset: those of the node or of the ServiceAccount', type: 'string', optional: true },
      secret: null,
      '#keys':: 'keys of the Secret: the id of the access key, and the key',
      keys: { id: 'access-key-id', key: 'secret-access-key' },
    },
    '#limits':: 'what is taken at most',
    limits: {
      '#rate_mb':: 'megabytes a second',
      rate_mb: 4,
      '#burst_mb':: 'megabytes at once',
      burst_mb: 6,
      '#streams':: { help: 'streams, which are sets of labels', legal: 'count' },
      streams: 5000,
      '#line_size':: 'length of a line; longer ones are cut off',
      line_size: '256KB',
    },
    '#alertmanager':: { help: 'where its ruler sends alerts; unset: to the Alertmanager of the stack', type: 'string', optional: true, legal: 'url' },
    alertmanager: null,
    '#remote_write':: { help: 'where its ruler writes the series that it records; unset: nowhere', type: 'string', optional: true, legal: 'url' },
    remote_write: null,
    '#settings':: { help: 'further settings of loki.yml, by section', map: true, items: 'object' },
    settings: {},
    '#clients':: { help: 'who may reach it beside the stack and who collects logs: peers in the words of a NetworkPolicy', items: 'object' },
    clients: [],
    '#resources':: { help: 'requests and limits', map: true },
    resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '1Gi' } },
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/loki/mixin.libsonnet',
  },
  model: {
    installer: 'loki',
    config: {
      lokiSelector: 'job="%s"' % c.name,
      lokiRetentionExpected: v.install,
      runbookUrl: c.environment.common.runbooks,
    } + (
      // What collectors there are call the labels of streams.
      if v.rules == 'operator' then {
        lokiLogSelector: 'kubernetes_namespace_name=~".+"',
        lokiLogLabels: ['kubernetes_namespace_name', 'kubernetes_container_name'],
      }
      else if c.environment.target == 'plain' then { lokiLogSelector: 'app=~".+"', lokiLogLabels: ['app'] }
      else {}
    ) + v.config,
    namespaces: [v.namespace],
    scrape: { [c.name]: workload.scrape(c, v.port, 3100) },
    datasources: if v.url == null then {} else {
      [if c.name == 'loki' then 'Loki' else c.name]: {
        type: 'loki',
        uid: c.name,
        access: 'proxy',
        url: v.url,
        [if v.tenant != null then 'jsonData']: { httpHeaderName1: 'X-Scope-OrgID' },
        // No secret, but the field that Grafana reads.
        [if v.tenant != null then 'secureJsonData']: { httpHeaderValue1: v.tenant },
      },
    },
    logs: { rules: v.rules, tenant: v.tenant, namespace: v.namespace },
    writes: if v.install && v.remote_write != null then { url: v.remote_write } else null,
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    boards: { '*': 'loki.json', 'logs.alerts': 'logs.json' },
    // Nothing can keep what it asks to the logs of a tenant, and Perses asks
    // Prometheus alone.
    local unexplored =
      if c.environment.target == 'rhob' then 'Perses has no panels for logs: look into Grafana'
      else if c.environment.tenancy != null || c.environment.common.matchers != {} then 'no matchers can be put into LogQL'
      else null,
    drop: { values: v.drop, [if unexplored != null then 'unexplored']: { dashboards: ['logs.json'], because: 'unexplored' } },
    warnings: if unexplored == null || std.member(v.drop.dashboards, '*') then {} else {
      [c.name + '-logs']: {
        code: 'unsaid',
        path: ['values', c.name],
        target: c.environment.target,
        what: 'the dashboard `logs.json`',
        why: unexplored,
      },
    },
  },
}
