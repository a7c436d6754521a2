// otel-collector.yml: what it takes, what becomes of it, where it goes.
// `to` is `{ traces: { name: 'host:port' }, loki: url, tenant }`, `host` on which addresses
// it listens.

local reader = import './reader.libsonnet';

// The first to act keeps it alive, the last saves connections.
local limiter = { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 };
local batch = { timeout: '1s', send_batch_size: 4096, send_batch_max_size: 8192 };

local loki(to) = {
  endpoint: to.loki + '/otlp',
  [if to.tenant != null then 'headers']: { 'X-Scope-OrgID': to.tenant },
};

// Of one process: what it says of itself.
local telemetry(host, port) = {
  logs: { level: 'warn' },
  metrics: {
    level: 'normal',
    readers: [reader(host, port)],
  },
};

// Who sent it, by the address it came from.
local attributes = {
  extract: {
    metadata: [
      'k8s.container.name',
      'k8s.deployment.name',
      'k8s.namespace.name',
      'k8s.node.name',
      'k8s.pod.name',
    ],
  },
  pod_association: [
    { sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] },
    { sources: [{ from: 'resource_attribute', name: 'k8s.pod.ip' }] },
    { sources: [{ from: 'connection' }] },
  ],
};

// Whole traces: all that failed or were slow, and a share of the others.
local tail(sampling) = {
  decision_wait: sampling.tail.wait,
  num_traces: sampling.tail.traces,
  policies: [
    { name: 'failed', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
    { name: 'slow', type: 'latency', latency: { threshold_ms: sampling.tail.slow_ms } },
    { name: 'others', type: 'probabilistic', probabilistic: { sampling_percentage: sampling.percent } },
  ],
};

local over(config, settings) = config + { [section]+: settings[section] for section in std.objectFields(settings) };

{
  '#gateway':: 'Of the one that applications send to.',
  gateway(values, to, host)::
    local at(port) = { endpoint: '%s:%d' % [host, port] };
    local sampling = values.sampling;
    local sampler = if sampling.tail.enabled then ['tail_sampling']
    else if sampling.percent < 100 then ['probabilistic_sampler']
    else [];
    local enriched = if values.kubernetes then ['k8s_attributes'] else [];
    local around(processors) = ['memory_limiter'] + enriched + processors + ['batch'];
    local spans = ['otlp_grpc/' + name for name in std.objectFields(to.traces)];
    local pipelines = {
      [if spans != [] then 'traces']: { receivers: ['otlp'], processors: around(sampler), exporters: spans },
      [if to.loki != null then 'logs']: { receivers: ['otlp'], processors: around([]), exporters: ['otlp_http/loki'] },
      [if values.metrics then 'metrics']: { receivers: ['otlp'], processors: around([]), exporters: ['prometheus'] },
    };
    local none = pipelines == {};
    over({
      extensions: { health_check: at(values.ports.health) },
      receivers: { otlp: { protocols: { grpc: at(values.otlp.grpc), http: at(values.otlp.http) } } },
      processors: {
        memory_limiter: limiter,
        batch: batch,
        [if values.kubernetes then 'k8s_attributes']: attributes,
        [if std.member(sampler, 'probabilistic_sampler') then 'probabilistic_sampler']: { sampling_percentage: sampling.percent },
        [if std.member(sampler, 'tail_sampling') then 'tail_sampling']: tail(sampling),
      },
      exporters: {
        ['otlp_grpc/' + name]: { endpoint: to.traces[name], tls: { insecure: true } }
        for name in std.objectFields(to.traces)
      } + {
        [if to.loki != null then 'otlp_http/loki']: loki(to),
        [if values.metrics then 'prometheus']: at(values.ports.received) {
          // Exemplars come in this format alone.
          enable_open_metrics: true,
          resource_to_telemetry_conversion: { enabled: true },
        },
        [if none then 'nop']: {},
      },
      service: {
        extensions: ['health_check'],
        pipelines: if none then { traces: { receivers: ['otlp'], exporters: ['nop'] } } else pipelines,
        telemetry: telemetry(host, values.ports.metrics),
      },
    }, values.settings),

  '#logs':: 'Of the ones that read the logs of their nodes. `state` is where each remembers how far it is.',
  logs(values, to, state):: {
    extensions: { health_check: { endpoint: '0.0.0.0:%d' % values.ports.health }, file_storage: { directory: state } },
    receivers: {
      file_log: {
        include: ['/var/log/pods/*/*/*.log'],
        exclude: ['/var/log/pods/%s_*/*/*.log' % namespace for namespace in values.pod_logs.ignored],
        start_at: 'end',
        include_file_path: true,
        storage: 'file_storage',
        operators: [
          // The path says which pod, the line when.
          { type: 'container', id: 'container' },
          { type: 'copy', from: 'resource["k8s.container.name"]', to: 'resource["service.name"]' },
          // Lines in JSON may say which trace, and how bad.
          {
            type: 'json_parser',
            id: 'json',
            'if': 'body matches "^\\\\{.*\\\\}$"',
            parse_to: 'attributes.parsed',
            on_error: 'send_quiet',
          },
          {
            type: 'trace_parser',
            id: 'trace',
            'if': 'attributes?.parsed?.trace_id != nil',
            trace_id: { parse_from: 'attributes.parsed.trace_id' },
            on_error: 'send_quiet',
          },
          {
            type: 'severity_parser',
            id: 'severity',
            'if': 'attributes?.parsed?.level != nil',
            parse_from: 'attributes.parsed.level',
            on_error: 'send_quiet',
          },
          { type: 'remove', id: 'parsed', 'if': 'attributes?.parsed != nil', field: 'attributes.parsed' },
        ],
      },
    },
    processors: { memory_limiter: limiter, batch: batch },
    exporters: if to.loki == null then { nop: {} } else { 'otlp_http/loki': loki(to) },
    service: {
      extensions: ['file_storage', 'health_check'],
      pipelines: {
        logs: {
          receivers: ['file_log'],
          processors: ['memory_limiter', 'batch'],
          exporters: if to.loki == null then ['nop'] else ['otlp_http/loki'],
        },
      },
      telemetry: telemetry('0.0.0.0', values.ports.metrics),
    },
  },

  '#to':: 'Where what is collected goes in an environment.',
  to(model, values)::
    local backends = import '../backends.libsonnet';
    {
      traces: backends.traces(model, values),
      loki: backends.loki(model, values),
      tenant: if model.logs == null then null else model.logs.tenant,
    },
}
