// Modules that probes can name, in the words of blackbox.yml.
local modules = {
  dns: { prober: 'dns', timeout: '5s', dns: { query_name: '.', query_type: 'NS', valid_rcodes: ['NOERROR'] } },
  http_2xx: { prober: 'http', timeout: '10s', http: { preferred_ip_protocol: 'ip4' } },
  http_post_2xx: { prober: 'http', timeout: '10s', http: { method: 'POST', preferred_ip_protocol: 'ip4' } },
  icmp: { prober: 'icmp', timeout: '5s', icmp: { preferred_ip_protocol: 'ip4' } },
  tcp_connect: { prober: 'tcp', timeout: '5s', tcp: { preferred_ip_protocol: 'ip4' } },
  tls_connect: { prober: 'tcp', timeout: '5s', tcp: { preferred_ip_protocol: 'ip4', tls: true } },
};

{
  local c = self,
  local v = c.values,
  local environment = c.environment,
  name: 'blackbox',
  help: 'Uptime of anything with an address, asked from outside by the blackbox exporter.',
  requires: [],
  values: {
    '#probes':: {
      help: "what is asked, by name: `{ website: { targets: ['https://example.org'] } }`; a probe has `targets`, and may have `module` (http_2xx unless it says), `interval` and `labels`",
      type: 'object',
      map: true,
      items: 'object',
    },
    probes: if environment.asks == {} then null else {},
    '#modules':: {
      help: 'further modules, in the words of blackbox.yml; the probes can name dns, http_2xx, http_post_2xx, icmp, tcp_connect and tls_connect without',
      map: true,
      items: 'object',
    },
    modules: {},
    '#prober':: { help: 'address of the blackbox exporter, host:port', type: 'string' },
    prober: if environment.mode != 'install' || environment.target == 'plain' then environment.stack.prober
    else '%sblackbox-exporter.%s.svc:9115' % [environment.common.prefix, environment.common.namespace],
    '#namespace':: { help: 'namespace of the objects where one sees its own namespace only', legal: 'name' },
    namespace: environment.common.namespace,
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/blackbox/mixin.libsonnet',
  },
  model: {
    config: { blackboxSelector: 'job="%s"' % c.name, runbookUrl: environment.common.runbooks } + v.config,
    namespaces: [v.namespace],
    local probes = environment.asks + (if v.probes == null then {} else v.probes),
    probes: {
      [name]: { module: 'http_2xx' } + probes[name] + { job: c.name, prober: v.prober }
      for name in std.objectFields(probes)
    },
    // Its own metrics, where nothing finds them by itself.
    scrape: if environment.mode != 'install' || environment.target != 'plain' then {} else {
      'blackbox-exporter': { from: 'static', targets: [v.prober], path: '/metrics' },
    },
    modules: modules + v.modules,
    // What fails is not slow or unsteady beside.
    inhibitions: {
      [c.name + '-failed']: {
        source: { alertname: ['BlackboxExporterDown', 'ProbeFailed'] },
        target: { alertname: ['ProbeFlapping', 'ProbeSlow'] },
        equal: ['cluster', 'instance', 'job'],
        implied: true,
      },
    },
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    drop: { values: v.drop },
  },
}
