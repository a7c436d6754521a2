// jaeger.yml: Jaeger 2 is a collector of OpenTelemetry with a storage and a
// search. `data` is where it keeps things, `host` on which addresses it listens.
local reader = import '../otel-collector/reader.libsonnet';

function(values, data, host)
  local at(port) = { endpoint: '%s:%d' % [host, port] };
  local stored = values.memory_traces == null;
  local config = {
    extensions: {
      healthcheckv2: { use_v2: true, http: at(values.ports.health) },
      jaeger_storage: {
        backends: {
          traces:
            if stored then {
              badger: {
                directories: { keys: data + '/keys', values: data + '/values' },
                ephemeral: false,
                ttl: { spans: values.retention },
              },
            }
            else { memory: { max_traces: values.memory_traces } },
        },
      },
      jaeger_query: { storage: { traces: 'traces' }, http: at(16686), grpc: at(16685) },
    },
    receivers: { otlp: { protocols: { grpc: at(values.otlp.grpc), http: at(values.otlp.http) } } },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
      batch: { timeout: '1s' },
    },
    exporters: { jaeger_storage_exporter: { trace_storage: 'traces' } },
    service: {
      extensions: ['healthcheckv2', 'jaeger_query', 'jaeger_storage'],
      pipelines: {
        traces: { receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters: ['jaeger_storage_exporter'] },
      },
      telemetry: {
        resource: { 'service.name': 'jaeger' },
        logs: { level: 'warn' },
        metrics: {
          level: 'detailed',
          readers: [reader(host, values.ports.metrics)],
        },
      },
    },
  };
  config + { [section]+: values.settings[section] for section in std.objectFields(values.settings) }
