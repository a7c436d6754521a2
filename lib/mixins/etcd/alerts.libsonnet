{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.etcdGroupLabels),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'etcd'),
    where: if mixin._config.multiCluster then ' in cluster {{ $labels.%s }}' % mixin._config.clusterLabel else '',
  },
  // A pod's name says more than its address, where there is a pod.
  local member = '{{ or $labels.pod $labels.instance }}',

  local alert(name, severity, duration, expr, summary, description, threshold=null) = {
    local values = c { threshold: threshold },
    alert: name,
    expr: expr % values,
    'for': duration,
    labels: { severity: severity },
    annotations: {
      summary: summary,
      description: description % values,
      runbook_url: std.strReplace(c.runbookUrl, '{alert}', std.asciiLower(name)),
    },
  },

  local failedRequests(severity, duration, percent) = alert(
    'etcdHighNumberOfFailedGRPCRequests',
    severity,
    duration,
    |||
      100
        * sum by (%(group)s, grpc_method) (instance_method:grpc_server_failed:rate5m{%(etcdSelector)s})
        / sum by (%(group)s, grpc_method) (instance_method:grpc_server_handled:rate5m{%(etcdSelector)s})
        > %(threshold)g
      and
      sum by (%(group)s, grpc_method) (instance_method:grpc_server_handled:rate5m{%(etcdSelector)s})
        >= %(etcdMinRequestsPerSecond)g
    |||,
    'etcd fails many requests.',
    'etcd job {{ $labels.job }}%(where)s fails {{ printf "%%.1f" $value }}%% of its {{ $labels.grpc_method }} requests (more than %(threshold)g%%).',
    percent,
  ),

  local slowFsync(severity, seconds) = alert(
    'etcdHighFsyncDurations',
    severity,
    '10m',
    |||
      instance:etcd_disk_wal_fsync_duration_seconds:p99_rate5m{%(etcdSelector)s} > %(threshold)g
      and
      rate(etcd_disk_wal_fsync_duration_seconds_count{%(etcdSelector)s}[5m]) >= %(etcdMinDiskWritesPerSecond)g
    |||,
    'The disk of an etcd member is slow to flush its log.',
    'On ' + member + '%(where)s the 99th percentile of WAL fsync is {{ printf "%%.2f" $value }} s (more than %(threshold)g s).',
    seconds,
  ),

  local quota(severity, percent) = alert(
    'etcdDatabaseQuotaLowSpace',
    severity,
    '10m',
    |||
      100
        * etcd_mvcc_db_total_size_in_bytes{%(etcdSelector)s}
        / (etcd_server_quota_backend_bytes{%(etcdSelector)s} > 0)
        > %(threshold)g
    |||,
    'The database of an etcd member is nearly as large as its quota.',
    'The database of ' + member + '%(where)s fills {{ printf "%%.1f" $value }}%% of its quota (more than %(threshold)g%%). At 100%% etcd refuses writes.',
    percent,
  ),

  prometheusAlerts+:: {
    groups+: [{
      name: 'etcd.alerts',
      rules: [
        alert(
          'etcdAbsent',
          'critical',
          '15m',
          |||
            group by (%(group)s) (present_over_time(up{%(etcdSelector)s}[%(etcdAbsentMemory)s]))
            unless
            group by (%(group)s) (up{%(etcdSelector)s})
          |||,
          'etcd is no longer scraped.',
          'Prometheus has no target of etcd job {{ $labels.job }}%(where)s any more, though it had some within the last %(etcdAbsentMemory)s.',
        ),
        alert(
          'etcdMembersDown',
          'warning',
          '20m',
          |||
            count by (%(group)s) (up{%(etcdSelector)s} == 0)
            or
            count by (%(group)s) (
              count by (%(group)s, To) (
                rate(etcd_network_peer_sent_failures_total{%(etcdSelector)s}[%(etcdPeerFailureWindow)s]) > %(etcdPeerFailuresPerSecond)g
              )
            )
          |||,
          'Members of etcd are down.',
          '{{ $value }} of the members of etcd job {{ $labels.job }}%(where)s cannot be reached, by Prometheus or by their peers.',
        ),
        alert(
          'etcdInsufficientMembers',
          'critical',
          '3m',
          |||
            sum by (%(group)s) (up{%(etcdSelector)s} == bool 1)
              < (count by (%(group)s) (up{%(etcdSelector)s}) + 1) / 2
          |||,
          'etcd has too few members for a quorum.',
          'Only {{ $value }} of the members of etcd job {{ $labels.job }}%(where)s answer: that is no majority, so it cannot accept writes.',
        ),
        alert(
          'etcdNoLeader',
          'critical',
          '3m',
          |||
            etcd_server_has_leader{%(etcdSelector)s} == 0
          |||,
          'An etcd member has no leader.',
          member + '%(where)s sees no leader: it can serve no writes and no linearizable reads.',
        ),
        alert(
          'etcdHighNumberOfLeaderChanges',
          'warning',
          '5m',
          |||
            max by (%(group)s) (increase(etcd_server_leader_changes_seen_total{%(etcdSelector)s}[15m])) >= %(etcdLeaderChangesPer15Minutes)g
          |||,
          'etcd elects leaders too often.',
          'etcd job {{ $labels.job }}%(where)s changed its leader {{ printf "%%.0f" $value }} times within 15 minutes. A slow disk or network is the usual cause.',
        ),
        alert(
          'etcdHighNumberOfFailedProposals',
          'warning',
          '15m',
          |||
            rate(etcd_server_proposals_failed_total{%(etcdSelector)s}[15m]) > %(etcdFailedProposalsPerSecond)g
          |||,
          'Proposals fail on an etcd member.',
          member + '%(where)s loses {{ printf "%%.1f" $value }} proposals a second: the quorum is unstable.',
        ),
        failedRequests('warning', '10m', c.etcdFailedRequestsWarningPercent),
        failedRequests('critical', '5m', c.etcdFailedRequestsCriticalPercent),
        alert(
          'etcdGRPCRequestsSlow',
          'warning',
          '10m',
          |||
            instance_method:grpc_server_handling_seconds:p99_rate5m{%(etcdSelector)s, grpc_method!~"%(etcdSlowMethodsIgnored)s"} > %(etcdRequestSeconds)g
            and
            instance_method:grpc_server_handled:rate5m{%(etcdSelector)s} >= %(etcdMinRequestsPerSecond)g
          |||,
          'An etcd member answers slowly.',
          'On ' + member + '%(where)s the 99th percentile of {{ $labels.grpc_method }} is {{ printf "%%.2f" $value }} s (more than %(etcdRequestSeconds)g s).',
        ),
        alert(
          'etcdMemberCommunicationSlow',
          'warning',
          '10m',
          |||
            instance_to:etcd_network_peer_round_trip_time_seconds:p99_rate5m{%(etcdSelector)s} > %(etcdPeerRoundTripSeconds)g
          |||,
          'The network between two etcd members is slow.',
          'From ' + member + '%(where)s to peer {{ $labels.To }} the 99th percentile of the round trip is {{ printf "%%.2f" $value }} s (more than %(etcdPeerRoundTripSeconds)g s).',
        ),
        slowFsync('warning', c.etcdFsyncWarningSeconds),
        slowFsync('critical', c.etcdFsyncCriticalSeconds),
        alert(
          'etcdHighCommitDurations',
          'warning',
          '10m',
          |||
            instance:etcd_disk_backend_commit_duration_seconds:p99_rate5m{%(etcdSelector)s} > %(etcdCommitSeconds)g
            and
            rate(etcd_disk_backend_commit_duration_seconds_count{%(etcdSelector)s}[5m]) >= %(etcdMinDiskWritesPerSecond)g
          |||,
          'The disk of an etcd member is slow to commit.',
          'On ' + member + '%(where)s the 99th percentile of a backend commit is {{ printf "%%.2f" $value }} s (more than %(etcdCommitSeconds)g s).',
        ),
        quota('warning', c.etcdQuotaWarningPercent),
        quota('critical', c.etcdQuotaCriticalPercent),
        alert(
          'etcdExcessiveDatabaseGrowth',
          'warning',
          '10m',
          |||
            predict_linear(etcd_mvcc_db_total_size_in_bytes{%(etcdSelector)s}[4h], 4 * 60 * 60)
              > (etcd_server_quota_backend_bytes{%(etcdSelector)s} > 0)
            and
            100 * etcd_mvcc_db_total_size_in_bytes{%(etcdSelector)s} / etcd_server_quota_backend_bytes{%(etcdSelector)s}
              > %(etcdGrowthMinPercent)g
          |||,
          'The database of an etcd member grows beyond its quota within four hours.',
          'At the pace of the last four hours the database of ' + member + '%(where)s will be {{ $value | humanize1024 }}B in four hours, more than its quota.',
        ),
        alert(
          'etcdDatabaseHighFragmentationRatio',
          'warning',
          '1h',
          |||
            100
              * etcd_mvcc_db_total_size_in_use_in_bytes{%(etcdSelector)s}
              / etcd_mvcc_db_total_size_in_bytes{%(etcdSelector)s}
              < %(etcdInUseMinPercent)g
            and
            etcd_mvcc_db_total_size_in_use_in_bytes{%(etcdSelector)s} > %(etcdFragmentationMinBytes)d
          |||,
          'Most of the database file of an etcd member is free space.',
          'Only {{ printf "%%.0f" $value }}%% of the database file of ' + member + '%(where)s is in use: defragment it to give the rest back.',
        ),
      ],
    }],
  },
}
