local d = import '../../../dashboards.libsonnet';

function(c)
  local names = {
    s: d.match(c, [c.k3sSelector, 'instance=~"$instance"']),
    store: d.match(c, [c.k3sDatastoreSelector]),
    leaf: 'usages!~".*CertSign.*"',
  };
  local q(expr, legend='', options={}) = d.query(expr % names, legend, options);
  // The kubelet of a node has its name as a label, where the stack gives one.
  local node = '{{node}} {{instance}}';
  local quantile(share, metric, matchers, by, legend) =
    q('histogram_quantile(%g, sum by (%sle) (rate(%s_bucket{%%(%s)s}[$__rate_interval])))' % [share, by, metric, matchers], legend);

  d.dashboard(c, {
    title: 'k3s',
    uid: 'mixgen-k3s-supervisor',
    description: 'Certificates, the way to the servers, snapshots and datastore of k3s.',
    selector: c.k3sSelector,
    variables: [d.variables.instance('k3s_certificate_expiration_seconds{%s}' % d.match(c, [c.k3sSelector]))],
    links: [d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('Is it healthy?', [
        d.stat('Next certificate', 'Time until the first certificate of a node expires.', q('min(k3s_certificate_expiration_seconds{%(s)s, %(leaf)s})'), {
          unit: 's',
          decimals: 0,
          thresholds: [[null, 'red'], [c.k3sCertificateCriticalDays * 86400, 'orange'], [c.k3sCertificateWarningDays * 86400, 'green']],
        }),
        d.stat('Next authority', 'Time until the first certificate authority expires.', q('min(k3s_certificate_expiration_seconds{%(s)s, usages=~".*CertSign.*"})'), {
          unit: 's',
          decimals: 0,
          thresholds: [[null, 'orange'], [c.k3sAuthorityWarningDays * 86400, 'green']],
        }),
        d.stat('Unreachable servers', 'Servers that a node does not reach, counted for each node.', q('count(k3s_loadbalancer_server_health{%(s)s} == 1) or vector(0)'), { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' }),
        d.stat('Failed snapshots', 'Snapshots of etcd that failed within the last day.', q('sum(increase(k3s_etcd_snapshot_save_duration_seconds_count{%(s)s, status!="success"}[1d])) or vector(0)'), { decimals: 0, thresholds: d.thresholds.zero }),
        d.stat('Statements', 'SQL statements a second, where the datastore is no etcd.', q('sum(rate(kine_sql_total{%(store)s}[$__rate_interval]))'), { unit: 'ops', noValue: 'none', thresholds: d.thresholds.none }),
        d.stat('Statements p99', '99th percentile of the time of an SQL statement.', quantile(0.99, 'kine_sql_time_seconds', 'store', '', ''), {
          unit: 's',
          decimals: 3,
          noValue: 'none',
          thresholds: d.thresholds.usage(c.k3sDatastoreSeconds / 2, c.k3sDatastoreSeconds),
        }),
      ], { across: 6 }),
      d.row('Nodes', [
        d.table('Certificates', 'When each certificate expires. k3s renews it when it starts within its last 120 days.', q('min by (instance, node, subject, usages) (k3s_certificate_expiration_seconds{%(s)s})'), {
          columns: {
            node: { title: 'Node', order: 0 },
            instance: { title: 'Instance', order: 1 },
            subject: { title: 'Subject', order: 2 },
            usages: { title: 'Usages', order: 3 },
            Value: { title: 'Expires in', unit: 's', order: 4 },
          },
          sortBy: 'Expires in',
          descending: false,
        }),
        d.timeseries('Servers', 'How a node sees each server: 1 is unreachable, 2 and 3 stand by, 5 and more are healthy, 7 is in use.', q('min by (instance, node, name, server) (k3s_loadbalancer_server_health{%(s)s})', node + ': {{name}} {{server}}'), { min: 0, max: 7, decimals: 0 }),
        d.timeseries('Connections', 'Connections of each node to each server.', q('sum by (instance, node, name, server) (k3s_loadbalancer_server_connections{%(s)s})', node + ': {{name}} {{server}}'), { min: 0, decimals: 0 }),
        d.timeseries('Failed dials', 'Connections to servers within five minutes that were not made.', q('sum by (instance, node, name) (increase(k3s_loadbalancer_dial_duration_seconds_count{%(s)s, status!="success"}[5m]))', node + ': {{name}}'), { min: 0 }),
        d.timeseries('Dial p99', '99th percentile of the time to a connection.', quantile(0.99, 'k3s_loadbalancer_dial_duration_seconds', 's', 'instance, node, name, ', node + ': {{name}}'), { unit: 's', min: 0 }),
      ]),
      d.row('Snapshots of etcd', [
        d.timeseries('Snapshots', 'Snapshots within a day, by how they ended.', q('sum by (status) (increase(k3s_etcd_snapshot_save_duration_seconds_count{%(s)s}[1d]))', '{{status}}'), { min: 0 }),
        d.timeseries('Duration', 'Mean time of a snapshot within a day, and of its parts.', [
          q('sum by (instance) (increase(k3s_etcd_snapshot_save_duration_seconds_sum{%(s)s}[1d])) / sum by (instance) (increase(k3s_etcd_snapshot_save_duration_seconds_count{%(s)s}[1d]))', '{{instance}}'),
          q('sum by (instance) (increase(k3s_etcd_snapshot_save_s3_duration_seconds_sum{%(s)s}[1d])) / sum by (instance) (increase(k3s_etcd_snapshot_save_s3_duration_seconds_count{%(s)s}[1d]))', '{{instance}} to S3'),
        ], { unit: 's', min: 0 }),
      ], { collapsed: true }),
      d.row('Datastore', [
        d.timeseries('Statements', 'SQL statements a second by what they do.', q('sum by (name) (rate(kine_sql_total{%(store)s}[$__rate_interval]))', '{{name}}'), { unit: 'ops', stack: true, min: 0 }),
        d.timeseries('Duration', 'Time of SQL statements.', [
          quantile(0.5, 'kine_sql_time_seconds', 'store', '', 'p50'),
          quantile(0.99, 'kine_sql_time_seconds', 'store', '', 'p99'),
        ], { unit: 's', min: 0 }),
        d.timeseries('Errors', 'SQL statements a second that failed. Inserts that find their row there are no trouble.', q('sum by (name, error_code) (rate(kine_sql_total{%(store)s, error_code!=""}[$__rate_interval]))', '{{name}}: {{error_code}}'), { unit: 'ops', min: 0 }),
        d.timeseries('Compactions', 'Compactions within an hour, by how they ended.', q('sum by (result) (increase(kine_compact_total{%(store)s}[1h]))', '{{result}}'), { min: 0 }),
      ]),
    ],
  })
