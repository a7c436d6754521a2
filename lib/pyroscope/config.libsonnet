// pyroscope.yml of a Pyroscope 2 that is one process, with its second storage
// alone: profiles become objects below `data`, a small database knows where.
function(values, data)
  local grpc = 9097;
  local config = {
    architecture_storage: 'v2',
    analytics: { reporting_enabled: false },
    show_banner: false,
    // It would profile itself into its own storage.
    self_profiling: { disable_push: true },
    server: {
      http_listen_port: 4040,
      // By which it talks to itself.
      grpc_listen_port: grpc,
      log_level: 'warn',
    },
    memberlist: { bind_addr: ['127.0.0.1'], bind_port: 7957, advertise_addr: '127.0.0.1' },
    storage: { backend: 'filesystem', filesystem: { dir: data + '/shared' } },
    metastore: {
      address: 'localhost:%d' % grpc,
      data_dir: data + '/metastore/data',
      raft: { dir: data + '/metastore/raft' },
      index: { cleanup_interval: '15m', cleanup_grace_period: '1h' },
    },
    query_backend: { address: 'localhost:%d' % grpc },
    compaction_worker: { temp_dir: data + '/compaction' },
    limits: {
      // The setting of the first storage, compactor_blocks_retention_period,
      // has no effect on this one.
      retention_period: values.retention,
      ingestion_rate_mb: values.limits.rate_mb,
      ingestion_burst_size_mb: values.limits.burst_mb,
    },
  };
  config + { [section]+: values.settings[section] for section in std.objectFields(values.settings) }
