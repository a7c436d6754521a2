local d = import '../../../dashboards.libsonnet';

function(c)
  local matchers = [c.natsSelector, 'namespace=~"$namespace"', 'job=~"$job"'];
  local instance = matchers + ['instance=~"$instance"'];
  // Panels of streams and consumers do not follow `$instance`: what is recorded from the leaders has no server.
  local stream = matchers + ['account=~"$account"', 'stream_name=~"$stream"'];
  local names = {
    servers: d.match(c, instance),
    streams: d.match(c, stream),
    replicas: d.match(c, instance + ['account=~"$account"', 'stream_name=~"$stream"']),
    consumers: d.match(c, stream + ['consumer_name=~"$consumer"']),
    nats: c.natsServerPrefix,
    js: c.natsJetStreamPrefix,
    label: c.natsServerLabel,
  };
  local server = '{{%s}}' % c.natsServerLabel;
  local streams(matchers) = '%s_server_total_streams{%s}' % [c.natsJetStreamPrefix, d.match(c, matchers)];
  local streamName = '{{stream_name}}';
  local consumerName = '{{stream_name}} › {{consumer_name}}';
  local q(expr, legend='', options={}) = d.query(expr % names, legend, options);
  local perServer(expr, legend=server) = q('sum by (%(label)s) (' + expr + ')', legend);
  local perStream(expr, legend=streamName, options={}) = q('sum by (account, stream_name) (' + expr + ')', legend, options);
  local perConsumer(expr, legend=consumerName, options={}) =
    q('sum by (account, stream_name, consumer_name) (' + expr + ')', legend, options);

  d.dashboard(c, {
    title: 'NATS / JetStream',
    uid: 'mixgen-nats-jetstream',
    description: 'Storage, streams and consumers of JetStream. Numbers of streams and consumers are those of their leaders.',
    selector: c.natsSelector,
    variables: [
      // Outside Kubernetes there is no namespace.
      d.variables.label('namespace', 'Namespace', streams(matchers[:1]), { allValue: '.*' }),
      d.variables.job(streams(matchers[:2])),
      d.variables.instance(streams(matchers)),
      d.variables.label('account', 'Account', 'stream:nats_stream_total_messages:max{%s}' % d.match(c, matchers)),
      d.variables.label(
        'stream',
        'Stream',
        'stream:nats_stream_total_messages:max{%s}' % d.match(c, matchers + ['account=~"$account"']),
        { from: 'stream_name' },
      ),
      d.variables.label(
        'consumer',
        'Consumer',
        'consumer:nats_consumer_num_pending:max{%s}' % d.match(c, stream),
        { from: 'consumer_name' },
      ),
    ],
    links: [
      d.links.dashboard('NATS / Servers', 'mixgen-nats-server'),
      d.links.tagged('Dashboards', c.dashboards.tags[:1]),
    ],
    rows: [
      d.row('Is it healthy?', [
        d.stat(
          'Servers off',
          'Servers on which JetStream is off.',
          q('sum(%(js)s_server_jetstream_disabled{%(servers)s})'),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background', noValue: 'no JetStream' },
        ),
        d.stat(
          'No meta leader',
          'Clustered servers that see no meta leader. While there is none no stream can be made or changed.',
          q('count(%(js)s_server_total_streams{%(servers)s, meta_leader="", is_meta_leader="false"}) or vector(0)'),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' },
        ),
        d.stat(
          'No stream leader',
          'Replicas of streams that know no leader. Such a stream accepts no messages.',
          q('count(%(js)s_stream_total_messages{%(replicas)s, stream_leader="", is_stream_leader="false"}) or vector(0)'),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' },
        ),
        d.stat(
          'Storage used',
          'Share of the storage that JetStream may use, on the fullest server.',
          q('max(%(nats)s_varz_jetstream_stats_storage{%(servers)s} / (%(nats)s_varz_jetstream_config_max_storage{%(servers)s} > 0))'),
          {
            unit: 'percentunit',
            decimals: 1,
            thresholds: d.thresholds.usage(c.natsStorageWarningPercent / 100, c.natsStorageCriticalPercent / 100),
          },
        ),
        d.stat(
          'Memory used',
          'Share of the memory that JetStream may use for in-memory streams, on the fullest server.',
          q('max(%(nats)s_varz_jetstream_stats_memory{%(servers)s} / (%(nats)s_varz_jetstream_config_max_memory{%(servers)s} > 0))'),
          { unit: 'percentunit', decimals: 1, thresholds: d.thresholds.usage(0.7, c.natsMemoryPercent / 100) },
        ),
        d.stat(
          'Undelivered',
          'Messages that consumers have still to get, all chosen consumers together.',
          q('sum(consumer:nats_consumer_num_pending:max{%(consumers)s})'),
          { decimals: 0, graph: true, thresholds: d.thresholds.none, noValue: 'no consumers' },
        ),
        d.stat(
          'Unacknowledged',
          'The largest number of messages that one consumer holds without acknowledging them.',
          q('max(consumer:nats_consumer_num_ack_pending:max{%(consumers)s})'),
          {
            decimals: 0,
            thresholds: [[null, 'green'], [c.natsAckPendingMessages / 2, 'orange'], [c.natsAckPendingMessages, 'red']],
            noValue: 'no consumers',
          },
        ),
        d.stat(
          'Redelivered',
          'The largest number of messages in work on one consumer that were delivered before.',
          q('max(consumer:nats_consumer_num_redelivered:max{%(consumers)s})'),
          {
            decimals: 0,
            thresholds: [[null, 'green'], [c.natsRedeliveredMessages, 'red']],
            noValue: 'no consumers',
          },
        ),
      ], { across: 8 }),

      d.row('Servers', [
        d.timeseries(
          'Storage',
          'Bytes in files on each server, and the smallest limit (dashed).',
          [
            perServer('%(nats)s_varz_jetstream_stats_storage{%(servers)s}'),
            q('min(%(nats)s_varz_jetstream_config_max_storage{%(servers)s} > 0)', 'limit'),
          ],
          { unit: 'bytes', min: 0, width: 8, overrides: [d.override.byName('limit', { color: 'red', dashed: true })] },
        ),
        d.timeseries(
          'Memory',
          'Bytes of in-memory streams on each server, and the smallest limit (dashed).',
          [
            perServer('%(nats)s_varz_jetstream_stats_memory{%(servers)s}'),
            q('min(%(nats)s_varz_jetstream_config_max_memory{%(servers)s} > 0)', 'limit'),
          ],
          { unit: 'bytes', min: 0, width: 8, overrides: [d.override.byName('limit', { color: 'red', dashed: true })] },
        ),
        d.timeseries(
          'API requests',
          'Requests a second to the JetStream API, and those that failed. Look-ups of what does not exist count as failed.',
          [
            q('sum(rate(%(nats)s_varz_jetstream_stats_api_total{%(servers)s}[$__rate_interval]))', 'all'),
            q('sum(rate(%(nats)s_varz_jetstream_stats_api_errors{%(servers)s}[$__rate_interval]))', 'failed'),
          ],
          { unit: 'reqps', min: 0, width: 8, overrides: [d.override.byName('failed', { color: 'red' })] },
        ),
      ]),

      d.row('Streams', [
        d.table(
          'Streams',
          'One line a stream, by the numbers of its leader. A limit of –1 is no limit.',
          [
            perStream('stream:nats_stream_total_messages:max{%(streams)s}', '', { refId: 'messages' }),
            perStream('stream:nats_stream_total_bytes:max{%(streams)s}', '', { refId: 'bytes' }),
            perStream('stream:nats_stream_limit_bytes:max{%(streams)s}', '', { refId: 'limit' }),
            perStream('stream:nats_stream_total_bytes:max{%(streams)s} / (stream:nats_stream_limit_bytes:max{%(streams)s} > 0)', '', { refId: 'fill' }),
            perStream('rate(stream:nats_stream_last_seq:max{%(streams)s}[$__rate_interval])', '', { refId: 'rate' }),
          ],
          {
            columns: {
              account: { title: 'Account', order: 1 },
              stream_name: { title: 'Stream', order: 2 },
              'Value #messages': { title: 'Messages', order: 3 },
              'Value #bytes': { title: 'Bytes', unit: 'bytes', order: 4 },
              'Value #limit': { title: 'Limit', unit: 'bytes', mappings: d.mapping({ '-1': ['none', 'text'] }), order: 5 },
              'Value #fill': { title: 'Filled', unit: 'percentunit', decimals: 1, order: 6 },
              'Value #rate': { title: 'New messages', unit: 'mps', order: 7 },
            },
            sortBy: 'Bytes',
          },
        ),
        d.timeseries(
          'New messages',
          'Messages a second that each stream stores.',
          perStream('rate(stream:nats_stream_last_seq:max{%(streams)s}[$__rate_interval])'),
          { unit: 'mps', min: 0, width: 8 },
        ),
        d.timeseries(
          'Bytes',
          'Size of each stream.',
          perStream('stream:nats_stream_total_bytes:max{%(streams)s}'),
          { unit: 'bytes', min: 0, width: 8 },
        ),
        d.timeseries(
          'Lag of copies',
          'Messages that mirrors and sourced streams are behind. Empty without such streams.',
          [
            q('max by (account, stream_name) (%(js)s_stream_mirror_lag{%(replicas)s, is_stream_leader="true"})', streamName + ' mirror'),
            q('max by (account, stream_name) (%(js)s_stream_source_lag{%(replicas)s, is_stream_leader="true"})', streamName + ' source'),
          ],
          { min: 0, width: 8 },
        ),
      ]),

      d.row('Consumers', [
        d.table(
          'Consumers',
          'One line a consumer, by the numbers of its leader.',
          [
            perConsumer('consumer:nats_consumer_num_pending:max{%(consumers)s}', '', { refId: 'pending' }),
            perConsumer('consumer:nats_consumer_num_ack_pending:max{%(consumers)s}', '', { refId: 'ack' }),
            perConsumer('consumer:nats_consumer_num_redelivered:max{%(consumers)s}', '', { refId: 'redelivered' }),
            perConsumer('consumer:nats_consumer_num_waiting:max{%(consumers)s}', '', { refId: 'waiting' }),
            perConsumer('rate(consumer:nats_consumer_delivered_consumer_seq:max{%(consumers)s}[$__rate_interval])', '', { refId: 'rate' }),
          ],
          {
            columns: {
              account: { title: 'Account', order: 1 },
              stream_name: { title: 'Stream', order: 2 },
              consumer_name: { title: 'Consumer', order: 3 },
              'Value #pending': {
                title: 'Undelivered',
                cell: 'color-text',
                thresholds: [[null, 'text'], [c.natsPendingMessages, 'red']],
                order: 4,
              },
              'Value #ack': {
                title: 'Unacknowledged',
                cell: 'color-text',
                thresholds: [[null, 'text'], [c.natsAckPendingMessages, 'red']],
                order: 5,
              },
              'Value #redelivered': { title: 'Redelivered', order: 6 },
              'Value #waiting': { title: 'Open pull requests', order: 7 },
              'Value #rate': { title: 'Delivered', unit: 'mps', order: 8 },
            },
            sortBy: 'Undelivered',
          },
        ),
        d.timeseries(
          'Undelivered',
          'Messages that each consumer has still to get. A line that only rises is a consumer that falls behind.',
          perConsumer('consumer:nats_consumer_num_pending:max{%(consumers)s}'),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Delivered',
          'Messages a second delivered to each consumer, again delivered ones included.',
          perConsumer('rate(consumer:nats_consumer_delivered_consumer_seq:max{%(consumers)s}[$__rate_interval])'),
          { unit: 'mps', min: 0, width: 8 },
        ),
        d.timeseries(
          'Unacknowledged',
          'Messages that each consumer holds without acknowledging them. At its limit (1000 by default) it gets no more.',
          perConsumer('consumer:nats_consumer_num_ack_pending:max{%(consumers)s}'),
          { min: 0, width: 8 },
        ),
      ]),
    ],
  })
