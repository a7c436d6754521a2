// What the components have in common that can bring a workload of their own
// beside the stack: where it is, how it is scraped and reached. Each has the
// values `install`, `namespace` and `selector`, and names what makes its
// objects in `model.installer`.
{
  local workload = self,

  '#wanted':: 'Default of `install`: with the stack.',
  wanted(c):: c.environment.mode == 'install',

  '#isLocal':: 'Whether it is a program on the machine of the others, started by hand.',
  isLocal(c):: c.values.install && c.environment.target == 'plain',

  '#namespace':: 'Default of `namespace`: that of the objects, or `there` where it is there already.',
  namespace(c, there):: if c.values.install then c.environment.common.namespace else there,

  '#selector':: 'Default of `selector`: the labels of our pods, or `there` where it is there already.',
  selector(c, there)::
    if !c.values.install then there
    else { 'app.kubernetes.io/name': c.name, 'app.kubernetes.io/instance': c.environment.common.prefix + c.name },

  '#address':: 'Where what we bring is reached, `host:port`; null where it is there already.',
  address(c, port)::
    if !c.values.install then null
    else if c.environment.target == 'plain' then 'localhost:%d' % port
    else '%s%s.%s.svc:%d' % [c.environment.common.prefix, c.name, c.values.namespace, port],

  '#url':: 'The same as a URL.',
  url(c, port)::
    local address = workload.address(c, port);
    if address == null then null else 'http://' + address,

  '#scrape':: 'Its scrape target; `name` and `number` are those of the port.',
  scrape(c, name, number, more={})::
    (
      if workload.isLocal(c) then { from: 'static', targets: ['localhost:%d' % number] }
      else { from: 'pods', namespace: c.values.namespace, selector: c.values.selector, port: name }
    ) + { path: '/metrics' } + more,

  '#prometheus':: 'Where series are written into the Prometheus of the stack; null where that is unknown.',
  prometheus(c)::
    local e = c.environment;
    local address =
      if e.target == 'plain' then 'localhost:9090'
      else if e.mode == 'install' && e.target == 'crd' then '%sprometheus.%s.svc:9090' % [e.common.prefix, e.common.namespace]
      else e.stack { namespace: e.common.namespace }.prometheus;
    if address == null then null else 'http://%s/api/v1/write' % address,

  '#everybody':: 'Peers of a NetworkPolicy: all pods of the cluster.',
  everybody: [{ namespaceSelector: {} }],

  '#storage':: 'Values of every component that keeps data: where it is, and how much it may take.',
  storage(c, retention, size, help):: {
    local facts = c.environment.facts,
    '#retention':: { help: help, legal: 'duration' },
    retention: retention,
    '#storage':: { help: 'size of the volume; unset: the disk of the node, lost with the pod', type: 'string', optional: true, legal: 'quantity' },
    storage: if facts.storageClass then size else null,
    '#storage_class':: { help: "class of the volume; unset: the cluster's default", type: 'string', optional: true },
    storage_class: null,
  },

  '#mixin':: 'Values of every component with a mixin.',
  mixin(mixin):: {
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: mixin,
  },
}
