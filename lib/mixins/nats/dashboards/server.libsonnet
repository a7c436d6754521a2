local d = import '../../../dashboards.libsonnet';

function(c)
  local matchers = [c.natsSelector, 'namespace=~"$namespace"', 'job=~"$job"'];
  local names = {
    s: d.match(c, matchers + ['instance=~"$instance"']),
    nats: c.natsServerPrefix,
    label: c.natsServerLabel,
    group: std.join(', ', [c.clusterLabel] + c.natsGroupLabels),
  };
  local server = '{{%s}}' % c.natsServerLabel;
  local connections(matchers) = '%s_varz_connections{%s}' % [c.natsServerPrefix, d.match(c, matchers)];
  local q(expr, legend='', options={}) = d.query(expr % names, legend, options);
  local perServer(expr, legend=server, options={}) = q('sum by (%(label)s) (' + expr + ')', legend, options);
  local rate(metric, legend) = perServer('rate(%%(nats)s_varz_%s{%%(s)s}[$__rate_interval])' % metric, legend);

  d.dashboard(c, {
    title: 'NATS / Servers',
    uid: 'mixgen-nats-server',
    description: 'Availability, routes, connections and traffic of the NATS servers.',
    selector: c.natsSelector,
    variables: [
      // Outside Kubernetes there is no namespace.
      d.variables.label('namespace', 'Namespace', connections(matchers[:1]), { allValue: '.*' }),
      d.variables.job(connections(matchers[:2])),
      d.variables.instance(connections(matchers)),
    ],
    links: [
      d.links.dashboard('NATS / JetStream', 'mixgen-nats-jetstream'),
      d.links.tagged('Dashboards', c.dashboards.tags[:1]),
    ],
    rows: [
      d.row('Is it healthy?', [
        d.stat(
          'Servers up',
          'Servers whose exporter can be scraped and gets an answer.',
          q('count(%(nats)s_varz_connections{%(s)s})'),
          { thresholds: d.thresholds.all, decimals: 0, noValue: '0' },
        ),
        d.stat(
          'Servers down',
          'Servers whose exporter cannot be scraped, or gets no answer from its server.',
          q('count(up{%(s)s} unless on (%(group)s, instance) %(nats)s_varz_connections{%(s)s}) or vector(0)'),
          { thresholds: d.thresholds.zero, decimals: 0, colour: 'background' },
        ),
        d.stat(
          'Missing routes',
          'Routes that the running servers of the clusters need, less those they have. More than zero means that some cannot reach each other.',
          q(|||
            sum(
              clamp_min(
                (
                  (
                    %(nats)s_varz_cluster_name{%(s)s, value!=""}
                      * on (%(group)s, value) group_left ()
                    count by (%(group)s, value) (%(nats)s_varz_cluster_name{%(s)s, value!=""})
                      - 1
                  )
                    * on (%(group)s, instance)
                  (%(nats)s_varz_cluster_pool_size{%(s)s} + 1)
                )
                  - on (%(group)s, instance)
                %(nats)s_varz_routes{%(s)s},
                0
              )
            ) or vector(0)
          |||),
          { thresholds: d.thresholds.zero, decimals: 0, colour: 'background' },
        ),
        d.stat(
          'Slow consumers',
          'Clients cut off within the last hour because they did not keep up.',
          q('sum(increase(%(nats)s_varz_slow_consumers{%(s)s}[1h]))'),
          { decimals: 0, thresholds: [[null, 'green'], [1, 'orange'], [c.natsSlowConsumersPer15Minutes * 4, 'red']] },
        ),
        d.stat(
          'Connections used',
          'Connections as a share of the limit, on the fullest server.',
          q('max(%(nats)s_varz_connections{%(s)s} / (%(nats)s_varz_max_connections{%(s)s} > 0))'),
          { unit: 'percentunit', decimals: 1, thresholds: d.thresholds.usage(0.7, c.natsConnectionsPercent / 100) },
        ),
        d.stat(
          'CPU',
          'Share of the processor time that it may use, on the busiest server.',
          q('max(%(nats)s_varz_cpu{%(s)s} / 100 / (%(nats)s_varz_gomaxprocs{%(s)s} > 0))'),
          { unit: 'percentunit', decimals: 0, thresholds: d.thresholds.usage(0.7, 0.9) },
        ),
        d.stat(
          'Restarts',
          'Restarts of servers within the last hour.',
          q('sum(changes(%(nats)s_varz_start{%(s)s}[1h]))'),
          { decimals: 0, thresholds: [[null, 'green'], [1, 'orange'], [c.natsRestartsPerHour + 1, 'red']] },
        ),
        d.stat(
          'Messages in',
          'Messages a second that clients publish, all servers together.',
          q('sum(rate(%(nats)s_varz_in_client_msgs{%(s)s}[$__rate_interval]))'),
          { unit: 'mps', graph: true, thresholds: d.thresholds.none },
        ),
      ], { across: 8 }),

      d.row('Servers', [
        d.table(
          'Servers',
          'One line a server.',
          [
            perServer('%(nats)s_varz_connections{%(s)s}', '', { refId: 'connections' }),
            perServer('%(nats)s_varz_subscriptions{%(s)s}', '', { refId: 'subscriptions' }),
            perServer('%(nats)s_varz_routes{%(s)s}', '', { refId: 'routes' }),
            perServer('%(nats)s_varz_leafnodes{%(s)s}', '', { refId: 'leafnodes' }),
            perServer('%(nats)s_varz_slow_consumers{%(s)s}', '', { refId: 'slow' }),
            perServer('%(nats)s_varz_mem{%(s)s}', '', { refId: 'memory' }),
            q('time() - max by (%(label)s) (%(nats)s_varz_start{%(s)s}) / 1000', '', { refId: 'age' }),
          ],
          {
            height: 6,
            columns: {
              [c.natsServerLabel]: { title: 'Server', order: 1 },
              'Value #connections': { title: 'Connections', decimals: 0, order: 2 },
              'Value #subscriptions': { title: 'Subscriptions', decimals: 0, order: 3 },
              'Value #routes': { title: 'Routes', decimals: 0, order: 4 },
              'Value #leafnodes': { title: 'Leaf nodes', decimals: 0, order: 5 },
              'Value #slow': { title: 'Slow consumers since start', decimals: 0, order: 6 },
              'Value #memory': { title: 'Memory', unit: 'bytes', order: 7 },
              'Value #age': { title: 'Running for', unit: 's', order: 8 },
            },
            sortBy: 'Server',
            descending: false,
          },
        ),
        d.timeseries(
          'CPU',
          'Cores that each server uses.',
          perServer('%(nats)s_varz_cpu{%(s)s} / 100'),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Memory',
          'Resident memory of each server.',
          perServer('%(nats)s_varz_mem{%(s)s}'),
          { unit: 'bytes', min: 0, width: 8 },
        ),
        d.timeseries(
          'Routes',
          'Connections between the servers of a cluster. All servers of a cluster should have the same number.',
          perServer('%(nats)s_varz_routes{%(s)s}'),
          { min: 0, decimals: 0, width: 8 },
        ),
      ]),

      d.row('Traffic', [
        d.timeseries(
          'Client messages',
          'Messages a second between each server and its clients; delivered is above the axis.',
          [rate('out_client_msgs', server + ' delivered'), rate('in_client_msgs', server + ' published')],
          { unit: 'mps', overrides: [d.override.byRegex('/published$/', { negative: true })] },
        ),
        d.timeseries(
          'Client bytes',
          'Bytes a second between each server and its clients; delivered is above the axis.',
          [rate('out_client_bytes', server + ' delivered'), rate('in_client_bytes', server + ' published')],
          { unit: 'Bps', overrides: [d.override.byRegex('/published$/', { negative: true })] },
        ),
        d.timeseries(
          'All messages',
          'Messages a second with clients, routes, gateways and leaf nodes; sent is above the axis.',
          [rate('out_msgs', server + ' sent'), rate('in_msgs', server + ' received')],
          { unit: 'mps', overrides: [d.override.byRegex('/received$/', { negative: true })] },
        ),
        d.timeseries(
          'All bytes',
          'Bytes a second with clients, routes, gateways and leaf nodes; sent is above the axis.',
          [rate('out_bytes', server + ' sent'), rate('in_bytes', server + ' received')],
          { unit: 'Bps', overrides: [d.override.byRegex('/received$/', { negative: true })] },
        ),
      ]),

      d.row('Clients', [
        d.timeseries(
          'Connections',
          'Open client connections.',
          perServer('%(nats)s_varz_connections{%(s)s}'),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'New connections',
          'Connections opened a second. Many with few open ones are clients that reconnect all the time.',
          rate('total_connections', server),
          { unit: 'cps', min: 0, width: 8 },
        ),
        d.timeseries(
          'Subscriptions',
          'Subscriptions, those of the cluster included.',
          perServer('%(nats)s_varz_subscriptions{%(s)s}'),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Slow consumers',
          'Connections cut off within five minutes because they did not keep up, by what they connected.',
          [
            q('sum(increase(%(nats)s_varz_slow_consumer_stats_clients{%(s)s}[5m]))', 'clients'),
            q('sum(increase(%(nats)s_varz_slow_consumer_stats_routes{%(s)s}[5m]))', 'routes'),
            q('sum(increase(%(nats)s_varz_slow_consumer_stats_gateways{%(s)s}[5m]))', 'gateways'),
            q('sum(increase(%(nats)s_varz_slow_consumer_stats_leafs{%(s)s}[5m]))', 'leaf nodes'),
          ],
          { min: 0, stack: true, width: 8 },
        ),
        d.timeseries(
          'Stale connections',
          'Connections dropped within five minutes because they no longer answered.',
          perServer('increase(%(nats)s_varz_stale_connections{%(s)s}[5m])'),
          { min: 0, width: 8 },
        ),
        d.timeseries(
          'Pending bytes',
          'Bytes that a server holds for clients that do not take them yet, and what it may hold for one (dashed).',
          [
            perServer('%(nats)s_connz_pending_bytes{%(s)s}'),
            q('min(%(nats)s_varz_max_pending{%(s)s})', 'limit for one client'),
          ],
          {
            unit: 'bytes',
            min: 0,
            width: 8,
            overrides: [d.override.byName('limit for one client', { color: 'red', dashed: true })],
          },
        ),
      ]),
    ],
  })
