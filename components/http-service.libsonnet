local check = import '../lib/check/values.libsonnet';
local presets = import '../lib/mixins/http-service/presets.libsonnet';
local text = import '../lib/text.libsonnet';

{
  local c = self,
  local v = c.values,
  local environment = c.environment,
  local here(part) = std.member(environment.parts, part),
  // What a tenant may see of logs and traces cannot be said in a dashboard, and
  // the console's dashboards know Prometheus alone.
  local console = environment.target == 'rhob',
  local whole = environment.tenancy == null && environment.common.matchers == {} && !console,
  name: 'http-service',
  help: 'Any HTTP services: what fails, what is slow, what is full. FastAPI by default, others by the names of their metrics.',
  requires: [],
  values: {
    '#defaults':: 'what holds for each service that does not say otherwise',
    defaults: {
      local defaults = self,
      '#scrape':: { help: 'how its metrics are scraped: from `pods` or behind `services` by the name of a port, from pods with `prometheus.io/…` `annotations`, from `static` addresses; `none`: somebody scrapes them already', oneOf: ['annotations', 'none', 'pods', 'services', 'static'] },
      scrape: 'pods',
      '#namespace':: { help: 'namespace of its pods', legal: 'name' },
      namespace: if environment.tenancy == null then 'default' else environment.tenancy.namespace,
      '#selector':: { help: 'labels that select its pods, or its Service; none: `app` is its name', map: true, items: 'string' },
      selector: {},
      '#port':: 'name of the port',
      port: 'http',
      '#targets':: { help: 'addresses, host:port, where `scrape` is `static`', items: 'string' },
      targets: [],
      '#path':: 'path of the metrics',
      path: '/metrics',
      '#scheme':: { help: 'http or https', oneOf: ['http', 'https'] },
      scheme: 'http',
      '#interval':: { help: 'how often it is scraped', legal: 'duration' },
      interval: environment.common.interval,
      '#drop':: { help: 'regular expressions of metrics that are not kept', items: 'string' },
      drop: [],
      '#series':: { help: 'matchers of its series, where they have no label `service` with its name: `job="shop"`', type: 'string', optional: true },
      series: null,
      '#metrics':: { help: 'whose names its metrics have', oneOf: std.objectFields(presets) },
      metrics: 'fastapi',
      '#names':: { help: 'single names that differ: `requests`, `status`, `route`, `method`, `duration`, `route_duration`, `in_progress`', map: true },
      names: {},
      '#ignored_routes':: 'requests to these routes do not count, as a regular expression',
      ignored_routes: '/metrics|/(health|healthz|livez|readyz|ready|live|ping)/?',
      '#objective':: { help: 'share of requests that must not end in 5xx, in percent; unset: no budget of errors', type: 'number', optional: true, legal: 'percent' },
      objective: 99,
      '#minimum_rate':: 'requests a second below which errors and latency are not judged',
      minimum_rate: 0.1,
      '#error_percent':: { help: 'share of 5xx within five minutes that is too much, in percent; unset: not judged', type: 'number', optional: true, legal: 'percent' },
      error_percent: 5,
      '#latency_seconds':: { help: 'how long a request may take: the bound of a bucket; unset: 1, traefik 1.2', type: 'number', optional: true },
      latency_seconds: null,
      '#latency_quantile':: { help: 'the quantile that must stay below it; unset: not judged', type: 'number', optional: true, legal: 'quantile' },
      latency_quantile: 0.95,
      '#latency_objective':: { help: 'share of requests that must be faster, in percent, such as 95; unset: no budget of slow requests', type: 'number', optional: true, legal: 'percent' },
      latency_objective: null,
      '#in_progress':: { help: 'requests under way in one process that are too many; unset: not judged', type: 'number', optional: true },
      in_progress: null,
      '#memory_percent':: { help: 'share of the memory limit that is too much, in percent; unset: not judged', type: 'number', optional: true, legal: 'percent' },
      memory_percent: 90,
      '#open_files_percent':: { help: 'share of the file descriptors that is too much, in percent; unset: not judged', type: 'number', optional: true, legal: 'percent' },
      open_files_percent: 80,
      '#traffic_drop_percent':: { help: 'traffic below so many percent of what it was before is too little; unset: not judged', type: 'number', optional: true, legal: 'percent' },
      traffic_drop_percent: null,
      '#traffic_drop_against':: { help: 'how long before; samples must be kept that long', legal: 'duration' },
      traffic_drop_against: '1w',
      '#traffic_drop_minimum_rate':: 'requests a second that it must have had before',
      traffic_drop_minimum_rate: 1,
      '#error_lines_per_minute':: { help: 'lines of log that look like errors, in a minute, that are too many; judged where Loki is a part of the environment; unset: not judged', type: 'number', optional: true },
      error_lines_per_minute: 30,
      '#logs':: { help: "LogQL's matchers of its lines; unset: those of pods whose names begin with its own", type: 'string', optional: true },
      logs: null,
      '#url':: { help: 'address that the component `blackbox` asks; unset: none', type: 'string', optional: true, legal: 'url' },
      url: null,
      '#module':: 'how it asks',
      module: 'http_2xx',
      '#labels':: { help: 'labels of its alerts', map: true, items: 'string' },
      labels: {},
    },
    '#services':: {
      help: "the services by name, with what differs from `defaults`: `{ 'item-service': { namespace: 'shop' } }`",
      type: 'object',
      map: true,
      each: v.defaults,
    },
    services: null,
    '#jobs':: 'value of the label `job` for each kind of target, as the stack names it',
    jobs: { cadvisor: 'kubelet', kubeStateMetrics: 'kube-state-metrics' },
    '#datasources':: 'rows of the dashboards that ask other data sources, by their uid; unset: no such row',
    datasources: {
      '#logs':: { help: 'Loki', type: 'string', optional: true },
      logs: if whole && here('loki') then 'loki' else null,
      '#traces':: { help: 'Tempo', type: 'string', optional: true },
      traces: if whole && here('tempo') then 'tempo' else null,
      '#jaeger':: { help: 'Jaeger', type: 'string', optional: true },
      jaeger: if whole && here('jaeger') then 'jaeger' else null,
      '#profiles':: { help: 'Pyroscope', type: 'string', optional: true },
      profiles: if whole && here('pyroscope') then 'pyroscope' else null,
    },
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/http-service/mixin.libsonnet',
  },

  local services = if v.services == null then {} else {
    [name]: v.defaults + v.services[name] + {
      selector: if super.selector == {} then { app: name } else super.selector,
      // Where there is no Loki only who asks for it is told so.
      error_lines_per_minute:
        if here('loki') || std.objectHas(v.services[name], 'error_lines_per_minute') then super.error_lines_per_minute else null,
    }
    for name in std.objectFields(v.services)
  },
  // What the mixin knows of a service.
  local judged = std.objectFields(c.values.mixin._config.defaults),

  model: {
    config: {
      services: {
        [name]:
          { [key]: services[name][key] for key in std.objectFields(services[name]) if key != 'selector' && std.member(judged, key) }
          + { selector: services[name].series }
        for name in std.objectFields(services)
      },
      datasources: v.datasources { probes: std.any([services[name].url != null for name in std.objectFields(services)]) },
      heatmaps: !console,
      cadvisorSelector: 'job="%s", metrics_path="/metrics/cadvisor"' % v.jobs.cadvisor,
      kubeStateMetricsSelector: 'job="%s"' % v.jobs.kubeStateMetrics,
      runbookUrl: environment.common.runbooks,
    } + v.config,
    namespaces: std.set([services[name].namespace for name in std.objectFields(services)]),
    // Containers are known by the kubelet, for a stack that is to scrape it.
    controlPlane: { [name]: { job: v.jobs.cadvisor } for name in ['cadvisor', 'kubelet'] },
    scrape: {
      [name]:
        local s = services[name];
        {
          from: s.scrape,
          path: s.path,
          scheme: s.scheme,
          interval: s.interval,
          drop: s.drop,
          labels: { service: name },
        } + (
          if s.scrape == 'static' then { targets: s.targets }
          else {
            namespace: s.namespace,
            selector: s.selector,
            port: s.port,
            [if std.objectHas(v.services[name], 'namespace') then 'said']: ['services', name, 'namespace'],
          }
        )
      for name in std.objectFields(services)
      if services[name].scrape != 'none'
    },
    asks: {
      [name]: {
        module: services[name].module,
        targets: [services[name].url],
        interval: services[name].interval,
        labels: { service: name },
      }
      for name in std.objectFields(services)
      if services[name].url != null
    },
    problems: std.flattenArrays([
      local s = services[name];
      local bounds = (presets[s.metrics] + s.names).bounds;
      local problem(key, message, hint) = { path: ['values', c.name, 'services', name] + key, message: message, hint: hint };
      [
        problem([], '`%s` cannot be the name of a service' % name, 'a name has lower-case letters, digits and `-`')
        for _ in [0]
        if !text.isName(name)
      ] + [
        problem(['names', key], 'metrics have no name `%s`' % key, 'there are: ' + std.join(', ', std.objectFields(presets.fastapi)))
        for key in std.objectFields(s.names)
        if !std.objectHas(presets.fastapi, key)
      ] + [
        problem(['names', key], 'metrics without `%s` say nothing' % key, 'leave it out, or name it')
        for key in ['requests', 'status', 'method']
        if std.get(s.names, key, '') == null
      ] + [
        problem(['latency_seconds'], 'no bucket of `%s` ends at %g s' % [s.metrics, s.latency_seconds], 'buckets end at %s' % std.join(', ', ['%g' % bound for bound in bounds]))
        for _ in [0]
        if s.latency_seconds != null && bounds != null && !std.member(bounds, s.latency_seconds)
      ] + [
        problem(['targets'], 'no address of `%s` is known' % name, "write `targets: ['host:port']`, or scrape its pods")
        for _ in [0]
        if s.scrape == 'static' && s.targets == []
      ] + [
        problem(['url'], 'nothing asks the address of `%s`' % name, 'add the component `blackbox`')
        for _ in [0]
        if s.url != null && !here('blackbox')
      ]
      for name in std.objectFields(services)
    ]),
    // Who cannot be reached has no other troubles, and a budget that burns has
    // errors.
    inhibitions: {
      [c.name + '-down']: {
        source: { alertname: ['HttpServiceAbsent', 'HttpServiceDown'] },
        target: { alertname: { regex: 'Http.+' }, severity: ['warning', 'info'] },
        equal: ['cluster', 'namespace', 'service'],
        implied: true,
      },
      // Stacks have a general alert of targets that are down.
      [c.name + '-targets']: {
        source: { alertname: ['HttpServiceDown', 'HttpServiceTargetsDown'] },
        target: { alertname: 'TargetDown' },
        equal: ['cluster', 'namespace', 'service'],
        implied: true,
      },
      [c.name + '-probe']: {
        source: { alertname: 'HttpServiceDown' },
        target: { alertname: 'ProbeFailed' },
        equal: ['cluster', 'service'],
        implied: true,
      },
      [c.name + '-budget']: {
        source: { alertname: 'HttpErrorBudgetBurn' },
        target: { alertname: ['HttpHighErrorRate', 'HttpServiceErrorLines'] },
        equal: ['cluster', 'namespace', 'service'],
        implied: true,
      },
      [c.name + '-latency']: {
        source: { alertname: 'HttpLatencyBudgetBurn' },
        target: { alertname: 'HttpHighLatency' },
        equal: ['cluster', 'namespace', 'service'],
        implied: true,
      },
    },
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    drop: { values: v.drop },
  },
}
