local d = import '../../../dashboards.libsonnet';

function(c)
  local match = d.match(c, [c.etcdSelector, 'namespace=~"$namespace"', 'job=~"$job"', 'instance=~"$instance"']);
  local q(expr, legend='', options={}) = d.query(expr % { s: match, cluster: c.clusterLabel }, legend, options);
  local rate(metric, legend, options={}) =
    q('rate(%s{%%(s)s}[$__rate_interval])' % metric, legend, options);

  d.dashboard(c, {
    title: 'etcd',
    uid: 'mixgen-etcd',
    description: 'Quorum, leader, requests, disk, database and network of the etcd members.',
    selector: c.etcdSelector,
    variables: [
      // A control plane may have an etcd of the same job. Static targets have no namespace.
      d.variables.label('namespace', 'Namespace', 'etcd_server_has_leader{%s}' % d.match(c, [c.etcdSelector]), { allValue: '.*' }),
      d.variables.job('etcd_server_has_leader{%s}' % d.match(c, [c.etcdSelector, 'namespace=~"$namespace"'])),
      d.variables.instance('etcd_server_has_leader{%s}' % d.match(c, [c.etcdSelector, 'namespace=~"$namespace"', 'job=~"$job"'])),
    ],
    links: [d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('Is it healthy?', [
        d.stat(
          'Members up',
          'Members that Prometheus can scrape. A majority must be up for writes.',
          q('sum(up{%(s)s})'),
          { thresholds: d.thresholds.all, decimals: 0 },
        ),
        d.stat(
          'Members down',
          'Members that Prometheus cannot scrape.',
          q('count(up{%(s)s}) - sum(up{%(s)s})'),
          { thresholds: d.thresholds.zero, decimals: 0, colour: 'background' },
        ),
        d.stat(
          'Leader',
          'Whether every member sees a leader. Without one there are no writes.',
          q('min(etcd_server_has_leader{%(s)s})'),
          { mappings: d.yesNo, thresholds: d.thresholds.all, colour: 'background' },
        ),
        d.stat(
          'Leader changes',
          'Leader changes within the last hour, as seen by the member that saw most. A restart counts as one.',
          q('max(increase(etcd_server_leader_changes_seen_total{%(s)s}[1h]))'),
          { decimals: 0, thresholds: [[null, 'green'], [2, 'orange'], [c.etcdLeaderChangesPer15Minutes, 'red']] },
        ),
        d.stat(
          'Quota used',
          'Size of the database as a share of its quota, on the fullest member. At 100 % etcd refuses writes.',
          q('max(etcd_mvcc_db_total_size_in_bytes{%(s)s} / (etcd_server_quota_backend_bytes{%(s)s} > 0))'),
          {
            unit: 'percentunit',
            decimals: 1,
            thresholds: d.thresholds.usage(c.etcdQuotaWarningPercent / 100, c.etcdQuotaCriticalPercent / 100),
          },
        ),
        d.stat(
          'WAL fsync p99',
          'The slowest member’s 99th percentile of flushing the write-ahead log over five minutes. Healthy disks stay below 10 ms.',
          q('max(instance:etcd_disk_wal_fsync_duration_seconds:p99_rate5m{%(s)s} >= 0)'),
          {
            unit: 's',
            thresholds: [[null, 'green'], [0.05, 'orange'], [c.etcdFsyncWarningSeconds, 'red']],
            noValue: 'idle',
          },
        ),
        d.stat(
          'Failed requests',
          'Share of unary requests that failed by the server’s fault over five minutes.',
          q('sum(instance_method:grpc_server_failed:rate5m{%(s)s}) / (sum(instance_method:grpc_server_handled:rate5m{%(s)s}) > 0)'),
          {
            unit: 'percentunit',
            decimals: 2,
            thresholds: d.thresholds.usage(c.etcdFailedRequestsWarningPercent / 100, c.etcdFailedRequestsCriticalPercent / 100),
            noValue: 'idle',
          },
        ),
        d.stat(
          'Failed proposals',
          'Proposals that failed within the last hour, all members together.',
          q('sum(increase(etcd_server_proposals_failed_total{%(s)s}[1h]))'),
          { decimals: 0, thresholds: [[null, 'green'], [1, 'orange']] },
        ),
      ], { across: 8 }),

      d.row('Members', [
        d.table(
          'Members',
          'One line a member: its role, its database and its process.',
          [
            q('sum by (instance) (up{%(s)s})', options={ refId: 'up' }),
            q('sum by (instance) (etcd_server_is_leader{%(s)s})', options={ refId: 'leader' }),
            q('sum by (instance) (etcd_server_is_learner{%(s)s})', options={ refId: 'learner' }),
            q('sum by (instance) (etcd_mvcc_db_total_size_in_bytes{%(s)s})', options={ refId: 'size' }),
            q('sum by (instance) (etcd_mvcc_db_total_size_in_use_in_bytes{%(s)s})', options={ refId: 'used' }),
            q('sum by (instance) (process_resident_memory_bytes{%(s)s})', options={ refId: 'memory' }),
            q('time() - max by (instance) (process_start_time_seconds{%(s)s})', options={ refId: 'age' }),
          ],
          {
            height: 6,
            columns: {
              instance: { title: 'Instance', order: 1 },
              'Value #up': { title: 'Up', mappings: d.yesNo, cell: 'color-text', thresholds: d.thresholds.all, order: 2 },
              'Value #leader': { title: 'Leader', mappings: d.mapping({ '0': ['–', 'text'], '1': ['leader', 'green'] }), order: 3 },
              'Value #learner': { title: 'Learner', mappings: d.mapping({ '0': ['–', 'text'], '1': ['learner', 'blue'] }), order: 4 },
              'Value #size': { title: 'Database', unit: 'bytes', order: 5 },
              'Value #used': { title: 'In use', unit: 'bytes', order: 6 },
              'Value #memory': { title: 'Memory', unit: 'bytes', order: 7 },
              'Value #age': { title: 'Running for', unit: 's', order: 8 },
            },
            sortBy: 'Instance',
            descending: false,
          },
        ),
        d.timeseries(
          'Leader seen',
          'One while a member sees a leader. A gap is a member that cannot be scraped.',
          q('etcd_server_has_leader{%(s)s}', '{{instance}}'),
          { min: 0, max: 1, decimals: 0, unit: 'bool_yes_no' },
        ),
        d.timeseries(
          'Leader changes',
          'Elections that a member saw, per hour. Changes without restarts point at a slow disk or network.',
          q('increase(etcd_server_leader_changes_seen_total{%(s)s}[1h])', '{{instance}}'),
          { min: 0 },
        ),
      ]),

      d.row('Requests', [
        d.timeseries(
          'Requests',
          'Unary requests a second by method, all members together.',
          q('sum by (grpc_method) (instance_method:grpc_server_handled:rate5m{%(s)s}) > 0', '{{grpc_method}}'),
          { unit: 'reqps', min: 0, stack: true, width: 8 },
        ),
        d.timeseries(
          'Failed requests',
          'Unary requests a second that failed by the server’s fault.',
          q('sum by (grpc_method) (instance_method:grpc_server_failed:rate5m{%(s)s}) > 0', '{{grpc_method}}'),
          { unit: 'reqps', min: 0, width: 8 },
        ),
        d.timeseries(
          'Request duration p99',
          '99th percentile over five minutes by method, on the slowest member. Empty where etcd runs without --metrics=extensive.',
          q('max by (grpc_method) (instance_method:grpc_server_handling_seconds:p99_rate5m{%(s)s} >= 0)', '{{grpc_method}}'),
          {
            unit: 's',
            min: 0,
            width: 8,
            thresholds: [[null, 'transparent'], [c.etcdRequestSeconds, 'red']],
            thresholdStyle: 'line',
          },
        ),
        d.timeseries(
          'Open streams',
          'Watch and lease streams that were started and have not ended.',
          [
            q('sum(grpc_server_started_total{%(s)s, grpc_service="etcdserverpb.Watch", grpc_type="bidi_stream"}) - sum(grpc_server_handled_total{%(s)s, grpc_service="etcdserverpb.Watch", grpc_type="bidi_stream"})', 'watch'),
            q('sum(grpc_server_started_total{%(s)s, grpc_service="etcdserverpb.Lease", grpc_type="bidi_stream"}) - sum(grpc_server_handled_total{%(s)s, grpc_service="etcdserverpb.Lease", grpc_type="bidi_stream"})', 'lease'),
          ],
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Proposals',
          'Changes that go through Raft, all members together: every member commits and applies each of them.',
          [
            q('sum(rate(etcd_server_proposals_committed_total{%(s)s}[$__rate_interval]))', 'committed'),
            q('sum(rate(etcd_server_proposals_applied_total{%(s)s}[$__rate_interval]))', 'applied'),
            q('sum(rate(etcd_server_proposals_failed_total{%(s)s}[$__rate_interval]))', 'failed'),
          ],
          { unit: 'ops', min: 0, width: 8, overrides: [d.override.byName('failed', { color: 'red' })] },
        ),
        d.timeseries(
          'Pending proposals',
          'Proposals that wait to be committed. Growth means that the quorum or the disk does not keep up.',
          q('etcd_server_proposals_pending{%(s)s}', '{{instance}}'),
          { min: 0, width: 8 },
        ),
      ]),

      d.row('Disk', [
        d.timeseries(
          'WAL fsync p99',
          '99th percentile of flushing the write-ahead log over five minutes.',
          q('instance:etcd_disk_wal_fsync_duration_seconds:p99_rate5m{%(s)s} >= 0', '{{instance}}'),
          {
            unit: 's',
            min: 0,
            thresholds: [[null, 'transparent'], [c.etcdFsyncWarningSeconds, 'orange'], [c.etcdFsyncCriticalSeconds, 'red']],
            thresholdStyle: 'line',
          },
        ),
        d.timeseries(
          'Backend commit p99',
          '99th percentile of a commit of the database over five minutes.',
          q('instance:etcd_disk_backend_commit_duration_seconds:p99_rate5m{%(s)s} >= 0', '{{instance}}'),
          { unit: 's', min: 0, thresholds: [[null, 'transparent'], [c.etcdCommitSeconds, 'red']], thresholdStyle: 'line' },
        ),
        d.timeseries(
          'Database size',
          'The database file, the part of it in use, and the quota (dashed). A wide gap between the first two is given back by defragmenting.',
          [
            q('etcd_mvcc_db_total_size_in_bytes{%(s)s}', 'file {{instance}}'),
            q('etcd_mvcc_db_total_size_in_use_in_bytes{%(s)s}', 'in use {{instance}}'),
            q('min(etcd_server_quota_backend_bytes{%(s)s})', 'quota'),
          ],
          { unit: 'bytes', min: 0, overrides: [d.override.byName('quota', { color: 'red', dashed: true })] },
        ),
        d.timeseries(
          'Keys changed',
          'Puts and deletes a second on the busiest member.',
          [
            q('max(rate(etcd_mvcc_put_total{%(s)s}[$__rate_interval]))', 'put'),
            q('max(rate(etcd_mvcc_delete_total{%(s)s}[$__rate_interval]))', 'delete'),
          ],
          { unit: 'ops', min: 0 },
        ),
      ]),

      d.row('Network', [
        d.timeseries(
          'Peer round trip p99',
          '99th percentile over five minutes between members. It bounds how fast a write can be.',
          q('instance_to:etcd_network_peer_round_trip_time_seconds:p99_rate5m{%(s)s} >= 0', '{{instance}} → {{To}}'),
          {
            unit: 's',
            min: 0,
            width: 8,
            thresholds: [[null, 'transparent'], [c.etcdPeerRoundTripSeconds, 'red']],
            thresholdStyle: 'line',
          },
        ),
        d.timeseries(
          'Peer traffic',
          'Bytes a second between members; sent is above the axis.',
          [
            q('sum by (instance) (rate(etcd_network_peer_sent_bytes_total{%(s)s}[$__rate_interval]))', '{{instance}} sent'),
            q('sum by (instance) (rate(etcd_network_peer_received_bytes_total{%(s)s}[$__rate_interval]))', '{{instance}} received'),
          ],
          { unit: 'Bps', width: 8, overrides: [d.override.byRegex('/received$/', { negative: true })] },
        ),
        d.timeseries(
          'Client traffic',
          'Bytes a second to and from clients; sent is above the axis.',
          [
            rate('etcd_network_client_grpc_sent_bytes_total', '{{instance}} sent'),
            rate('etcd_network_client_grpc_received_bytes_total', '{{instance}} received'),
          ],
          { unit: 'Bps', width: 8, overrides: [d.override.byRegex('/received$/', { negative: true })] },
        ),
        d.timeseries(
          'Failed sends to peers',
          'Messages a second that did not reach a peer. The name of the peer is its member id.',
          q('rate(etcd_network_peer_sent_failures_total{%(s)s}[$__rate_interval])', '{{instance}} → {{To}}'),
          { unit: 'ops', min: 0, width: 8 },
        ),
      ]),

      d.row('Process', [
        d.timeseries(
          'Memory',
          'Resident memory of each member.',
          q('process_resident_memory_bytes{%(s)s}', '{{instance}}'),
          { unit: 'bytes', min: 0, width: 8 },
        ),
        d.timeseries(
          'CPU',
          'Cores that each member uses.',
          rate('process_cpu_seconds_total', '{{instance}}'),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Open files',
          'Share of the file descriptors that a member may open.',
          q('process_open_fds{%(s)s} / process_max_fds{%(s)s}', '{{instance}}'),
          { unit: 'percentunit', min: 0, max: 1, width: 8 },
        ),
      ], { collapsed: true }),
    ],
  })
