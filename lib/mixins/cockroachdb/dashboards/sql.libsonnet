local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local failures = '%s / (%s > 0)' % [p.sumRate('sql_failure_count'), p.sumRate('sql_query_count')];

  d.dashboard(config, {
    title: 'CockroachDB / SQL',
    uid: 'mixgen-cockroachdb-sql',
    description: 'What clients notice: traffic, failures, latency; and the jobs that carry data away.',
    selector: config.cockroachdbSelector,
    variables: p.variables,
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat('Queries', 'Statements per second.', q(p.sumRate('sql_query_count')), { unit: 'ops', thresholds: d.thresholds.none, graph: true }),
        d.stat('Failures', 'Share of the statements that end in an error.', q(failures), {
          unit: 'percentunit',
          thresholds: [[null, 'green'], [config.sqlFailurePercent / 100, 'red']],
        }),
        d.stat('Latency (p99)', 'Of all statements, from request to answer.', q(p.quantile('0.99', 'sql_service_latency')), {
          unit: 'ns',
          thresholds: [[null, 'green'], [std.parseJson(config.sqlLatencySecondsP99) * 1e9, 'red']],
        }),
        d.stat('Open transactions', 'About four for each core is what a cluster can work on at once.', q(p.sum('sql_txns_open')), { unit: 'short', thresholds: d.thresholds.none }),
        d.stat('Failed backups (24h)', 'Scheduled backups that failed.', q('sum(increase(%s[24h]))' % p.of('schedules_BACKUP_failed')), {
          unit: 'short',
          decimals: 0,
          noValue: '0',
          thresholds: d.thresholds.zero,
        }),
        d.stat('Failed changefeeds (24h)', 'Changefeeds that gave up.', q('sum(increase(%s[24h]))' % p.of('changefeed_failures')), {
          unit: 'short',
          decimals: 0,
          noValue: '0',
          thresholds: d.thresholds.zero,
        }),
      ]),
      d.row('Statements', [
        d.timeseries('Statements by kind', 'Statements that were executed.', [
          q(p.sumRate('sql_%s_count' % kind), kind)
          for kind in ['select', 'insert', 'update', 'delete']
        ], { unit: 'ops', stack: true }),
        d.timeseries('Failed statements', 'Statements that ended in an error.', q(p.byNode(p.rate('sql_failure_count')), '{{instance}}'), { unit: 'ops', stack: true }),
        d.timeseries('Full scans', 'Statements that read a whole table or index.', q(p.byNode(p.rate('sql_full_scan_count')), '{{instance}}'), { unit: 'ops' }),
        d.timeseries('Statement latency', 'From request to answer.', p.quantiles('sql_service_latency'), { unit: 'ns', min: 0 }),
        d.timeseries('Transaction latency', 'From begin to commit.', p.quantiles('sql_txn_latency'), { unit: 'ns', min: 0 }),
        d.timeseries('Latency by node (p99)', 'Of all statements; one slow node hides in the sum.', q(p.quantile('0.99', 'sql_service_latency', 'instance'), '{{instance}}'), { unit: 'ns', min: 0 }),
      ], { across: 3 }),
      d.row('Sessions', [
        d.timeseries('Connections', 'They should be spread over the nodes.', q(p.of('sql_conns'), '{{instance}}'), { unit: 'short', stack: true }),
        d.timeseries('New connections', 'Many of them mean that clients use no pool.', q(p.byNode(p.rate('sql_new_conns')), '{{instance}}'), { unit: 'ops' }),
        d.timeseries('Active statements', 'Statements that are being executed.', q(p.of('sql_statements_active'), '{{instance}}'), { unit: 'short', stack: true }),
        d.timeseries('Memory of statements', 'What sorting, hashing and results in between take.', q(p.of('sql_mem_root_current'), '{{instance}}'), { unit: 'bytes', min: 0 }),
      ]),
      d.row('Jobs', [
        d.timeseries('Changefeed latency', 'From commit to emission.', p.quantiles('changefeed_commit_latency'), { unit: 'ns', min: 0 }),
        d.timeseries('Changefeed trouble', 'Retries and failures.', [
          q(p.sumRate('changefeed_error_retries'), 'retries'),
          q(p.sumRate('changefeed_failures'), 'failures'),
        ], { unit: 'ops' }),
        d.timeseries('Paused changefeeds', 'What they have not sent yet cannot be removed.', q('max(%s)' % p.of('jobs_changefeed_currently_paused'), 'paused'), { unit: 'short', min: 0 }),
      ], { across: 3, collapsed: true }),
    ],
  })
