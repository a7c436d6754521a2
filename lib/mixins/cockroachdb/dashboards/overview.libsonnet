local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local bad = { unit: 'short', thresholds: d.thresholds.zero, width: 4 };
  local latency = 'cluster_quantile:cockroachdb_sql_service_latency_seconds:histogram_quantile';
  local perNode(metric) = q(p.of(metric), '{{instance}}');

  d.dashboard(config, {
    title: 'CockroachDB / Overview',
    uid: 'mixgen-cockroachdb-overview',
    description: 'Whether the cluster is whole and serves its data, and how hard its nodes work.',
    selector: config.cockroachdbSelector,
    variables: p.variables,
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat('Nodes down', 'Nodes that Prometheus cannot scrape.', q('count(%s == 0) or vector(0)' % p.of('up')), bad),
        d.stat('Live nodes', 'Nodes that the cluster itself counts as alive.', q('max(%s)' % p.of('liveness_livenodes')), bad { thresholds: d.thresholds.all }),
        d.stat('Unavailable ranges', 'Ranges without a quorum: their data cannot be read or written.', q(p.sum('ranges_unavailable')), bad),
        d.stat('Under-replicated ranges', 'Ranges with fewer live replicas than they should have.', q(p.sum('ranges_underreplicated')), bad { thresholds: [[null, 'green'], [1, 'orange']] }),
        d.stat(
          'Space left',
          'Share of all stores; with several clusters, of the fullest.',
          q('min(%s)' % p.recorded('cluster:cockroachdb_capacity_available:ratio')),
          {
            unit: 'percentunit',
            width: 4,
            thresholds: [
              [null, 'red'],
              [config.storeFreePercentCritical / 100, 'orange'],
              [config.storeFreePercentWarning / 100, 'green'],
            ],
          }
        ),
        d.stat('SQL latency (p99)', 'Of all statements, from request to answer.', q('max(%s)' % p.recorded(latency, ['quantile="0.99"'])), {
          unit: 's',
          width: 4,
          thresholds: [[null, 'green'], [std.parseJson(config.sqlLatencySecondsP99), 'red']],
        }),
      ]),
      d.row('Nodes', [
        d.timeseries('CPU', 'Share of the CPU that the database uses.', perNode('sys_cpu_combined_percent_normalized'), {
          unit: 'percentunit',
          min: 0,
          max: 1,
          thresholds: d.thresholds.usage(config.cpuPercentWarning / 100, config.cpuPercentCritical / 100),
          thresholdStyle: 'line',
        }),
        d.timeseries('Memory', 'Resident memory of the database.', perNode('sys_rss'), { unit: 'bytes', min: 0 }),
        d.timeseries('Uptime', 'A drop is a restart.', perNode('sys_uptime'), { unit: 's', min: 0 }),
        d.timeseries('Live nodes by node', 'How many nodes each node counts as alive; the lines must lie on each other.', perNode('liveness_livenodes'), { unit: 'short', min: 0 }),
        d.timeseries('Heartbeats (p99)', 'How long a node needs to renew its liveness.', q(p.quantile('0.99', 'liveness_heartbeatlatency', 'instance'), '{{instance}}'), { unit: 'ns', min: 0 }),
        d.timeseries('Clock offset', 'Mean offset from the other nodes; close to the maximum a node stops itself.', perNode('clock_offset_meannanos'), { unit: 'ns' }),
      ], { across: 3 }),
      d.row('Traffic', [
        d.timeseries('Queries', 'Statements of all kinds.', q(p.byNode(p.rate('sql_query_count')), '{{instance}}'), { unit: 'ops', stack: true }),
        d.timeseries('Connections', 'Open SQL connections.', perNode('sql_conns'), { unit: 'short', stack: true }),
        d.timeseries('SQL latency', 'Of all statements, from request to answer.', q('max by (quantile) (%s)' % p.recorded(latency), '{{quantile}}'), { unit: 's', min: 0 }),
        d.timeseries('Network', 'What the hosts receive, and send (below zero).', [
          q(p.sumRate('sys_host_net_recv_bytes'), 'received'),
          q('-' + p.sumRate('sys_host_net_send_bytes'), 'sent'),
        ], { unit: 'binBps' }),
      ]),
      d.row('Expiry', [
        d.timeseries('Certificates', 'Time left of each certificate, the first of all nodes.', [
          q('min(%s > 0) - time()' % p.of('security_certificate_expiration_' + kind), kind)
          for kind in ['ca', 'client_ca', 'ui', 'ui_ca', 'node', 'node_client']
        ], { unit: 's' }),
        d.timeseries('File descriptors', 'Share of the open files that a node may have.', q('%s / %s' % [p.of('sys_fd_open'), p.of('sys_fd_softlimit')], '{{instance}}'), {
          unit: 'percentunit',
          min: 0,
          max: 1,
        }),
      ], { collapsed: true }),
    ],
  })
