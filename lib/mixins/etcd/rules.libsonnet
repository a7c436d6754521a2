{
  local mixin = self,
  local c = mixin._config,

  // Histogram buckets of every member, method and peer are read once here instead of in every
  // alert and panel. All labels but `le` stay.
  prometheusRules+:: {
    groups+: [{
      name: 'etcd.rules',
      rules: [
        {
          record: 'instance:etcd_disk_wal_fsync_duration_seconds:p99_rate5m',
          expr: 'histogram_quantile(0.99, rate(etcd_disk_wal_fsync_duration_seconds_bucket{%(etcdSelector)s}[5m]))' % c,
        },
        {
          record: 'instance:etcd_disk_backend_commit_duration_seconds:p99_rate5m',
          expr: 'histogram_quantile(0.99, rate(etcd_disk_backend_commit_duration_seconds_bucket{%(etcdSelector)s}[5m]))' % c,
        },
        {
          record: 'instance_to:etcd_network_peer_round_trip_time_seconds:p99_rate5m',
          expr: 'histogram_quantile(0.99, rate(etcd_network_peer_round_trip_time_seconds_bucket{%(etcdSelector)s}[5m]))' % c,
        },
        {
          record: 'instance_method:grpc_server_handling_seconds:p99_rate5m',
          expr: 'histogram_quantile(0.99, sum without (grpc_service, grpc_code) (rate(grpc_server_handling_seconds_bucket{%(etcdSelector)s, grpc_type="unary"}[5m])))' % c,
        },
        {
          record: 'instance_method:grpc_server_handled:rate5m',
          expr: 'sum without (grpc_service, grpc_code) (rate(grpc_server_handled_total{%(etcdSelector)s, grpc_type="unary"}[5m]))' % c,
        },
        {
          // Codes that say the server failed, not the client; streams end with `Unavailable` in normal use.
          record: 'instance_method:grpc_server_failed:rate5m',
          expr: 'sum without (grpc_service, grpc_code) (rate(grpc_server_handled_total{%(etcdSelector)s, grpc_type="unary", grpc_code=~"Unknown|FailedPrecondition|ResourceExhausted|Internal|Unavailable|DataLoss|DeadlineExceeded"}[5m]))' % c,
        },
      ],
    }],
  },
}
