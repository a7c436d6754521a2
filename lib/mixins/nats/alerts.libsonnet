{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.natsGroupLabels),
    instance: self.group + ', instance',
    // JetStream's own label `cluster` comes and goes with the state of its cluster.
    groupWithoutCluster: std.join(', ', mixin._config.natsGroupLabels),
    server: mixin._config.natsServerPrefix,
    jetstream: mixin._config.natsJetStreamPrefix,
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'nats'),
    where: if mixin._config.multiCluster then ' in cluster {{ $labels.%s }}' % mixin._config.clusterLabel else '',
  },
  // A pod's name says more than its address, where there is a pod.
  local server = '{{ or $labels.pod $labels.instance }}',
  local stream = 'stream {{ $labels.stream_name }} (account {{ $labels.account }})',
  local consumer = 'consumer {{ $labels.consumer_name }} of ' + stream,

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

  local storage(severity, duration, percent) = alert(
    'NatsJetStreamStorageAlmostFull',
    severity,
    duration,
    |||
      100
        * %(server)s_varz_jetstream_stats_storage{%(natsSelector)s}
        / (%(server)s_varz_jetstream_config_max_storage{%(natsSelector)s} > 0)
        > %(threshold)g
    |||,
    'The JetStream storage of a NATS server is almost full.',
    'JetStream on ' + server + '%(where)s uses {{ printf "%%.0f" $value }}%% of its storage (more than %(threshold)g%%). When it is full, publishing fails.',
    percent,
  ),

  local servers = [
    alert(
      'NatsAbsent',
      'critical',
      '10m',
      |||
        group by (%(group)s) (present_over_time(up{%(natsSelector)s}[%(natsAbsentMemory)s]))
        unless
        group by (%(group)s) (up{%(natsSelector)s})
      |||,
      'NATS is no longer scraped.',
      'Prometheus has no target of NATS job {{ $labels.job }}%(where)s any more, though it had some within the last %(natsAbsentMemory)s.',
    ),
    alert(
      'NatsServerDown',
      'critical',
      '5m',
      |||
        up{%(natsSelector)s} == 0
        or
        (
          up{%(natsSelector)s} == 1
          and on (%(instance)s)
          present_over_time(%(server)s_varz_connections{%(natsSelector)s}[%(natsAbsentMemory)s])
          unless on (%(instance)s)
          %(server)s_varz_connections{%(natsSelector)s}
        )
      |||,
      'A NATS server is down.',
      'NATS server ' + server + '%(where)s cannot be scraped, or its exporter runs and gets no answer from it.',
    ),
    alert(
      'NatsServerRestarting',
      'warning',
      '5m',
      |||
        changes(%(server)s_varz_start{%(natsSelector)s}[1h]) > %(natsRestartsPerHour)g
      |||,
      'A NATS server restarts again and again.',
      'NATS server ' + server + '%(where)s restarted {{ $value }} times within an hour.',
    ),
    alert(
      'NatsClusterDegraded',
      'warning',
      '15m',
      |||
        %(server)s_varz_routes{%(natsSelector)s}
          < on (%(instance)s) group_left ()
        (
          (
            %(server)s_varz_cluster_name{%(natsSelector)s, value!=""}
              * on (%(group)s, value) group_left ()
            count by (%(group)s, value) (%(server)s_varz_cluster_name{%(natsSelector)s, value!=""})
              - 1
          )
            * on (%(instance)s)
          (%(server)s_varz_cluster_pool_size{%(natsSelector)s} + 1)
        )
      |||,
      'A NATS server has lost routes to its cluster.',
      'NATS server ' + server + '%(where)s runs with {{ $value }} routes, fewer than the running servers of its cluster need: some cannot reach each other.',
    ),
    alert(
      'NatsSlowConsumers',
      'warning',
      '5m',
      |||
        increase(%(server)s_varz_slow_consumers{%(natsSelector)s}[15m]) > %(natsSlowConsumersPer15Minutes)g
      |||,
      'A NATS server cuts off slow consumers.',
      'NATS server ' + server + '%(where)s cut off {{ printf "%%.0f" $value }} clients within 15 minutes because they did not keep up. They lost messages of core NATS.',
    ),
    alert(
      'NatsConnectionsNearLimit',
      'warning',
      '15m',
      |||
        100
          * %(server)s_varz_connections{%(natsSelector)s}
          / (%(server)s_varz_max_connections{%(natsSelector)s} > 0)
          > %(natsConnectionsPercent)g
      |||,
      'A NATS server runs out of connections.',
      'NATS server ' + server + '%(where)s uses {{ printf "%%.0f" $value }}%% of its connections. At 100%% it refuses clients.',
    ),
    alert(
      'NatsPendingBytesHigh',
      'warning',
      '15m',
      |||
        100
          * %(server)s_connz_pending_bytes{%(natsSelector)s}
          / on (%(instance)s) group_left ()
        (%(server)s_varz_max_pending{%(natsSelector)s} > 0)
          > %(natsPendingBytesPercent)g
      |||,
      'A NATS server holds back much data for its clients.',
      'NATS server ' + server + '%(where)s buffers {{ printf "%%.0f" $value }}%% of what it may hold for one client before it cuts that client off.',
    ),
  ],

  local jetstream = [
    alert(
      'NatsJetStreamDisabled',
      'critical',
      '5m',
      |||
        %(jetstream)s_server_jetstream_disabled{%(natsSelector)s} == 1
        and on (%(groupWithoutCluster)s, instance)
        min_over_time(%(jetstream)s_server_jetstream_disabled{%(natsSelector)s}[%(natsAbsentMemory)s]) == 0
      |||,
      'JetStream switched itself off on a NATS server.',
      'JetStream on ' + server + '%(where)s is off, and was on within the last %(natsAbsentMemory)s. A server does that when its storage fails.',
    ),
    alert(
      'NatsJetStreamNoMetaLeader',
      'critical',
      '5m',
      |||
        count by (%(group)s, domain) (%(jetstream)s_server_total_streams{%(natsSelector)s, meta_leader="", is_meta_leader="false"})
          > count by (%(group)s, domain) (%(jetstream)s_server_total_streams{%(natsSelector)s}) / 2
      |||,
      'JetStream has no meta leader.',
      '{{ $value }} servers of NATS job {{ $labels.job }}%(where)s see no meta leader: no stream or consumer can be made, changed or moved.',
    ),
    alert(
      'NatsJetStreamStreamNoLeader',
      'critical',
      '5m',
      |||
        count by (%(group)s, domain, account, stream_name) (%(jetstream)s_stream_total_messages{%(natsSelector)s, stream_leader="", is_stream_leader="false"})
        unless
        count by (%(group)s, domain, account, stream_name) (%(jetstream)s_stream_total_messages{%(natsSelector)s, stream_leader!=""})
      |||,
      'A stream has no leader.',
      'None of the replicas of ' + stream + '%(where)s knows a leader: it accepts no messages.',
    ),
    storage('warning', '15m', c.natsStorageWarningPercent),
    storage('critical', '5m', c.natsStorageCriticalPercent),
    alert(
      'NatsJetStreamMemoryAlmostFull',
      'warning',
      '15m',
      |||
        100
          * %(server)s_varz_jetstream_stats_memory{%(natsSelector)s}
          / (%(server)s_varz_jetstream_config_max_memory{%(natsSelector)s} > 0)
          > %(natsMemoryPercent)g
      |||,
      'The JetStream memory of a NATS server is almost full.',
      'JetStream on ' + server + '%(where)s uses {{ printf "%%.0f" $value }}%% of the memory for its in-memory streams. When it is full, publishing to them fails.',
    ),
    alert(
      'NatsJetStreamApiErrors',
      'warning',
      '15m',
      |||
        100
          * rate(%(server)s_varz_jetstream_stats_api_errors{%(natsSelector)s}[10m])
          / rate(%(server)s_varz_jetstream_stats_api_total{%(natsSelector)s}[10m])
          > %(natsApiErrorsPercent)g
        and
        rate(%(server)s_varz_jetstream_stats_api_total{%(natsSelector)s}[10m]) >= %(natsApiMinRequestsPerSecond)g
      |||,
      'Many requests to the JetStream API fail.',
      '{{ printf "%%.0f" $value }}%% of the JetStream API requests on ' + server + '%(where)s fail.',
    ),
    alert(
      'NatsJetStreamMirrorLag',
      'warning',
      '15m',
      |||
        max by (%(group)s, domain, account, stream_name) (
          %(jetstream)s_stream_mirror_lag{%(natsSelector)s, is_stream_leader="true"}
          or
          %(jetstream)s_stream_source_lag{%(natsSelector)s, is_stream_leader="true"}
        ) > %(natsMirrorLagMessages)g
      |||,
      'A stream lags behind the stream it copies.',
      'The copy in ' + stream + '%(where)s is {{ printf "%%.0f" $value }} messages behind.',
    ),
  ],

  local limitedStreams = if c.natsRefusingStreams == null then [] else [
    alert(
      'NatsJetStreamStreamNearLimit',
      'warning',
      '15m',
      |||
        100
          * stream:nats_stream_total_bytes:max{%(natsSelector)s, %(natsRefusingStreams)s}
          / (stream:nats_stream_limit_bytes:max{%(natsSelector)s, %(natsRefusingStreams)s} > 0)
          > %(natsStreamLimitPercent)g
      |||,
      'A stream that refuses messages when full is almost full.',
      'The ' + stream + '%(where)s fills {{ printf "%%.0f" $value }}%% of its limit.',
    ),
  ],

  local consumers = [
    alert(
      'NatsJetStreamConsumerLag',
      'warning',
      '15m',
      |||
        consumer:nats_consumer_num_pending:max{%(natsSelector)s, %(natsConsumerSelector)s} > %(natsPendingMessages)g
        and
        delta(consumer:nats_consumer_num_pending:max{%(natsSelector)s, %(natsConsumerSelector)s}[15m]) > 0
      |||,
      'A consumer falls behind.',
      'The ' + consumer + '%(where)s has {{ printf "%%.0f" $value }} messages to read, and they become more.',
    ),
    alert(
      'NatsJetStreamConsumerStalled',
      'warning',
      '15m',
      |||
        min_over_time(consumer:nats_consumer_num_pending:max{%(natsSelector)s, %(natsConsumerSelector)s}[10m]) > 0
        and
        delta(consumer:nats_consumer_delivered_stream_seq:max{%(natsSelector)s, %(natsConsumerSelector)s}[10m]) == 0
        and
        delta(consumer:nats_consumer_ack_floor_stream_seq:max{%(natsSelector)s, %(natsConsumerSelector)s}[10m]) == 0
      |||,
      'A consumer makes no progress.',
      'The ' + consumer + '%(where)s has {{ printf "%%.0f" $value }} messages to read, and for 25 minutes none was delivered or acknowledged.',
    ),
    alert(
      'NatsJetStreamAckPendingHigh',
      'warning',
      '10m',
      |||
        consumer:nats_consumer_num_ack_pending:max{%(natsSelector)s, %(natsConsumerSelector)s} >= %(natsAckPendingMessages)g
        and
        delta(consumer:nats_consumer_ack_floor_stream_seq:max{%(natsSelector)s, %(natsConsumerSelector)s}[10m]) == 0
      |||,
      'A consumer does not acknowledge its messages.',
      'The ' + consumer + '%(where)s holds {{ printf "%%.0f" $value }} messages without acknowledging any. At its limit it gets no more.',
    ),
    alert(
      'NatsJetStreamRedeliveries',
      'warning',
      '15m',
      |||
        consumer:nats_consumer_num_redelivered:max{%(natsSelector)s, %(natsConsumerSelector)s} > %(natsRedeliveredMessages)g
      |||,
      'A consumer gets many messages again.',
      'The ' + consumer + '%(where)s works on {{ printf "%%.0f" $value }} messages that were delivered before and not acknowledged.',
    ),
  ],

  prometheusAlerts+:: {
    groups+: [
      { name: 'nats.alerts', rules: servers },
      { name: 'nats-jetstream.alerts', rules: jetstream + limitedStreams + consumers },
    ],
  },
}
