// loki.yml of a Loki that is one process. `paths` say where it finds and puts
// things: `{ data, rules }`; `alertmanager` is a URL, or null.
function(values, paths, alertmanager)
  local objects = values.object_storage;
  local store = if objects.bucket == null then 'filesystem' else 's3';
  local ring = { kvstore: { store: 'inmemory' } };
  local config = {
    // One tenant, whom its files call `fake`.
    auth_enabled: false,
    analytics: { reporting_enabled: false },
    server: {
      http_listen_port: 3100,
      // It talks to itself alone.
      grpc_listen_address: '127.0.0.1',
      grpc_listen_port: 9095,
      log_level: 'warn',
    },
    common: {
      path_prefix: paths.data,
      instance_addr: '127.0.0.1',
      replication_factor: 1,
      ring: ring,
      storage: if store == 'filesystem' then {
        filesystem: { chunks_directory: paths.data + '/chunks', rules_directory: paths.data + '/rules' },
      } else {
        // Credentials come from the environment.
        s3: {
          bucketnames: objects.bucket,
          [if objects.endpoint != null then 'endpoint']: objects.endpoint,
          [if objects.region != null then 'region']: objects.region,
          s3forcepathstyle: objects.endpoint != null,
          insecure: objects.endpoint != null && std.startsWith(objects.endpoint, 'http://'),
        },
      },
    },
    schema_config: {
      configs: [
        {
          from: '2024-01-01',
          store: 'tsdb',
          object_store: store,
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    ingester: { wal: { dir: paths.data + '/wal', replay_memory_ceiling: '256MB' } },
    compactor: {
      working_directory: paths.data + '/compactor',
      // Without these three data stays for ever, whatever the limits say.
      retention_enabled: true,
      delete_request_store: store,
      compaction_interval: '10m',
      retention_delete_delay: '2h',
    },
    limits_config: {
      retention_period: values.retention,
      max_query_lookback: values.retention,
      // What would be deleted at once is not taken.
      reject_old_samples: true,
      reject_old_samples_max_age: values.retention,
      ingestion_rate_mb: values.limits.rate_mb,
      ingestion_burst_size_mb: values.limits.burst_mb,
      max_global_streams_per_user: values.limits.streams,
      max_line_size: values.limits.line_size,
      max_line_size_truncate: true,
      allow_structured_metadata: true,
      volume_enabled: true,
    },
    ruler: {
      storage: { type: 'local', 'local': { directory: paths.rules } },
      rule_path: paths.data + '/ruler',
      enable_api: true,
      ring: ring,
      wal: { dir: paths.data + '/ruler-wal' },
      [if alertmanager != null then 'alertmanager_url']: alertmanager,
      [if alertmanager != null then 'enable_alertmanager_v2']: true,
      [if values.remote_write != null then 'remote_write']: {
        enabled: true,
        clients: { prometheus: { url: values.remote_write } },
      },
    },
  };
  config + { [section]+: values.settings[section] for section in std.objectFields(values.settings) }
