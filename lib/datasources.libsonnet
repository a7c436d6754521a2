// Data sources of Grafana: what parts bring, what the target has of its own,
// and the links between them: from a metric's exemplar to its trace, from
// a span to its logs, metrics and profile, from a line of log to its trace. A
// link leads only to what is there.
//
// A part declares `datasources: { Loki: { type: 'loki', uid: 'loki', url: 'http://…' } }`
// in its model, with `jsonData` of its own where it has some.
// `spans: true` says that a source of traces turns spans into metrics
// (`traces_spanmetrics_…`, `traces_service_graph_…`) in Prometheus, `otlp` where collectors
// send spans, `host:port` of gRPC.

local kinds = {
  alertmanager: 'alerts',
  'grafana-pyroscope-datasource': 'profiles',
  jaeger: 'traces',
  loki: 'logs',
  parca: 'profiles',
  prometheus: 'metrics',
  tempo: 'traces',
};

// Keys of a declaration that are not Grafana's.
local ours = ['otlp', 'part', 'spans'];

local without(object, keys) = { [key]: object[key] for key in std.objectFields(object) if !std.member(keys, key) };

// Grafana fills in `$NAME` from its environment when it reads a file.
local escaped(value) =
  if std.isString(value) then std.strReplace(value, '$', '$$')
  else if std.isArray(value) then [escaped(item) for item in value]
  else if std.isObject(value) then { [key]: escaped(value[key]) for key in std.objectFields(value) }
  else value;

// How far around a span its logs and metrics are looked for.
local shift = { spanStartTimeShift: '-5m', spanEndTimeShift: '5m' };

local service(label) = [{ key: 'service.name', value: label }];

// What is asked of Prometheus about a span: its service, where spans become
// metrics, else its pod, where Kubernetes is watched.
local questions(source, model) =
  if std.get(source, 'spans', false) then {
    tags: service('service'),
    queries: [
      { name: 'Requests', query: 'sum(rate(traces_spanmetrics_calls_total{$__tags}[$__rate_interval]))' },
      { name: 'Errors', query: 'sum(rate(traces_spanmetrics_calls_total{$__tags, status_code="STATUS_CODE_ERROR"}[$__rate_interval]))' },
      { name: 'Latency, 95th percentile', query: 'histogram_quantile(0.95, sum by (le) (rate(traces_spanmetrics_latency_bucket{$__tags}[$__rate_interval])))' },
    ],
  }
  else if std.member(model.parts, 'kubernetes') then {
    tags: [{ key: 'k8s.namespace.name', value: 'namespace' }, { key: 'k8s.pod.name', value: 'pod' }],
    queries: [
      { name: 'CPU of the pod', query: 'sum(rate(container_cpu_usage_seconds_total{$__tags, container!=""}[$__rate_interval]))' },
      { name: 'Memory of the pod', query: 'sum(container_memory_working_set_bytes{$__tags, container!=""})' },
    ],
  }
  else null;

// Links of a source of traces.
local ofTraces(source, model, first) =
  local logs = first('loki');
  local metrics = first('prometheus');
  local profiles = first('grafana-pyroscope-datasource');
  local asked = questions(source, model);
  {
    nodeGraph: { enabled: true },
    [if logs != null then 'tracesToLogsV2']: shift {
      datasourceUid: logs,
      customQuery: false,
      filterBySpanID: false,
      filterByTraceID: true,
      tags: service('service_name'),
    },
    [if metrics != null && asked != null then 'tracesToMetrics']: shift + asked { datasourceUid: metrics },
  } + (
    if source.type != 'tempo' then {}
    else {
      [if profiles != null then 'tracesToProfiles']: {
        datasourceUid: profiles,
        customQuery: false,
        profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
        tags: service('service_name'),
      },
      [if metrics != null && std.get(source, 'spans', false) then 'serviceMap']: { datasourceUid: metrics },
    }
  );

// What came by OTLP has the id of its trace beside the line, other lines have
// it within.
local ofLogs(traces) = {
  [if traces != [] then 'derivedFields']: [
    field { datasourceUid: trace.uid, url: '${__value.raw}', urlDisplayLabel: 'Open in ' + trace.name }
    for trace in traces
    for field in [
      { name: 'Trace in ' + trace.name, matcherType: 'label', matcherRegex: 'trace_?[iI][dD]' },
      { name: 'Trace in %s, by the line' % trace.name, matcherType: 'regex', matcherRegex: '[tT]race_?[iI][dD]"?[:=] ?"?(\\w+)' },
    ]
  ],
};

local ofMetrics(traces, label) = {
  [if traces != [] then 'exemplarTraceIdDestinations']: [
    { name: label, datasourceUid: trace.uid, urlDisplayLabel: 'Open in ' + trace.name }
    for trace in traces
  ],
};

local entries(object) = [object[name] { name: name } for name in std.objectFields(object)];

{
  local datasources = self,

  '#kinds':: 'What each type of data source holds.',
  kinds: kinds,

  '#of':: |||
    `{ name: source }` of all data sources, in Grafana's words. `given` are those that
    the target has without a part; those of `grafana.datasources` are linked to.
  |||,
  of(model, given={})::
    local suffix = model.common.uids;
    local own = {
      [name + (if suffix == '' then '' else ' (%s)' % suffix)]: source { uid: source.uid + (if suffix == '' then '' else '-' + suffix) }
      for name in std.objectFields(model.datasources)
      for source in [model.datasources[name]]
    };
    local grafana = std.get(model.install, 'grafana', {});
    local users = std.get(grafana, 'datasources', {});
    local sources = given + own;
    // Those of the user lie over the others, and can be linked to.
    local known = entries({
      [name]: std.get(sources, name, {}) + std.get(users, name, {})
      for name in std.set(std.objectFields(sources) + std.objectFields(users))
    });
    local linked = [source for source in known if std.objectHas(source, 'uid') && std.objectHas(source, 'type')];
    local first(type) =
      local uids = [source.uid for source in linked if source.type == type];
      if uids == [] then null else uids[0];
    local exemplars = { datasource: null, label: 'trace_id' } + std.get(grafana, 'exemplars', {});
    local traces = [source for source in linked if std.get(kinds, source.type) == 'traces'];
    local named = [source for source in linked if source.uid == exemplars.datasource];
    local wanted =
      if exemplars.datasource == null then traces
      else if named != [] then named
      else [{ uid: exemplars.datasource, name: 'the trace' }];
    {
      [name]:
        local source = sources[name];
        local links =
          if std.get(kinds, source.type) == 'traces' then ofTraces(source, model, first)
          else if source.type == 'loki' then ofLogs(traces)
          else if source.type == 'prometheus' then ofMetrics(wanted, exemplars.label)
          else {};
        local json = links + std.get(source, 'jsonData', {});
        { access: 'proxy' } + without(source, ours) + (if json == {} then {} else { jsonData: json })
      for name in std.objectFields(sources)
    },

  '#own':: 'Of all data sources those that parts declare.',
  own(model, given={})::
    local all = datasources.of(model, given);
    { [name]: all[name] for name in std.objectFields(all) if !std.objectHas(given, name) },

  '#file':: 'A file of provisioning. What `grafana.datasources` says is in its words already, and wins.',
  file(model, sources)::
    local users = std.get(std.get(model.install, 'grafana', {}), 'datasources', {});
    local all = {
      [name]:
        local made = escaped(std.get(sources, name, {}));
        local user = std.get(users, name, {});
        made + user + (
          if std.objectHas(made, 'jsonData') && std.objectHas(user, 'jsonData') then { jsonData: made.jsonData + user.jsonData } else {}
        )
      for name in std.set(std.objectFields(sources) + std.objectFields(users))
    };
    { apiVersion: 1, datasources: [{ name: name } + all[name] for name in std.objectFields(all)] },

  '#theirs':: 'What a Grafana that is there has already, where the stack says how it is called.',
  theirs(model):: {
    [if model.stack.metrics != null then 'Prometheus']: datasources.prometheus('', model.common.interval) { uid: model.stack.metrics },
  },

  '#prometheus':: 'What of a data source is the same wherever Prometheus is.',
  prometheus(url, interval):: {
    type: 'prometheus',
    uid: 'prometheus',
    url: url,
    isDefault: true,
    // What `$__rate_interval` is made of.
    jsonData: { httpMethod: 'POST', prometheusType: 'Prometheus', timeInterval: interval },
  },

  '#alertmanager':: 'The same of Alertmanager.',
  alertmanager(url):: {
    type: 'alertmanager',
    uid: 'alertmanager',
    url: url,
    jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
  },
}
