{
  local mixin = self,
  local c = mixin._config {
    stream: std.join(', ', [mixin._config.clusterLabel] + mixin._config.natsGroupLabels + ['domain', 'account', 'stream_name']),
  },

  // Every replica reports a stream and its consumers, with the names of the server and of the leaders
  // as labels. Only the leader's numbers are right, and its series end with each election: these are
  // continuous.
  local fromStreamLeader(metric) = {
    record: 'stream:nats_stream_%s:max' % metric,
    expr: 'max by (%(stream)s) (%(natsJetStreamPrefix)s_stream_%(metric)s{%(natsSelector)s, is_stream_leader="true"})' % (c { metric: metric }),
  },
  local fromConsumerLeader(metric) = {
    record: 'consumer:nats_consumer_%s:max' % metric,
    expr: 'max by (%(stream)s, consumer_name) (%(natsJetStreamPrefix)s_consumer_%(metric)s{%(natsSelector)s, is_consumer_leader="true"})' % (c { metric: metric }),
  },

  prometheusRules+:: {
    groups+: [{
      name: 'nats.rules',
      rules: [
        fromStreamLeader(metric)
        for metric in ['total_messages', 'total_bytes', 'limit_bytes', 'last_seq']
      ] + [
        fromConsumerLeader(metric)
        for metric in [
          'num_pending',
          'num_ack_pending',
          'num_redelivered',
          'num_waiting',
          'delivered_stream_seq',
          'delivered_consumer_seq',
          'ack_floor_stream_seq',
        ]
      ],
    }],
  },
}
