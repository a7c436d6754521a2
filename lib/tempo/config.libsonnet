// tempo.yml of a Tempo 3 that is one process. `data` is where it keeps things,
// `host` on which addresses it listens for spans; `write` is where it writes
// series made of spans, or null.
function(values, data, host, write)
  // Two parts delete: who plans it and who does it. Both must say how old.
  local kept = { block_retention: values.retention, compacted_block_retention: '10m' };
  local config = {
    usage_report: { reporting_enabled: false },
    server: {
      http_listen_port: 3200,
      // By which it talks to itself.
      grpc_listen_port: 9096,
      log_level: 'warn',
    },
    distributor: {
      receivers: {
        otlp: {
          protocols: {
            grpc: { endpoint: '%s:%d' % [host, values.otlp.grpc] },
            http: { endpoint: '%s:%d' % [host, values.otlp.http] },
          },
        },
      },
    },
    // It has nobody to meet.
    memberlist: { bind_addr: ['127.0.0.1'], bind_port: 7956 },
    storage: {
      trace: {
        backend: 'local',
        wal: { path: data + '/wal' },
        'local': { path: data + '/blocks' },
      },
    },
    live_store: { wal: { path: data + '/live-store' }, shutdown_marker_dir: data + '/live-store/shutdown' },
    backend_scheduler: { local_work_path: data + '/work', provider: { compaction: { compaction: kept } } },
    backend_worker: { compaction: kept },
    overrides: {
      defaults: {
        ingestion: { rate_limit_bytes: values.limits.rate_bytes, burst_size_bytes: values.limits.burst_bytes },
        global: { max_bytes_per_trace: values.limits.trace_bytes },
        [if write != null then 'metrics_generator']: { processors: values.span_metrics.processors },
      },
    },
    [if write != null then 'metrics_generator']: {
      storage: { path: data + '/generator', remote_write: [{ url: write, send_exemplars: true }] },
    },
  };
  config + { [section]+: values.settings[section] for section in std.objectFields(values.settings) }
