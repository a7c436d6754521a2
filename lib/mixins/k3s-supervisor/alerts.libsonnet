local alerts = import '../alert.libsonnet';

{
  local mixin = self,
  local c = mixin._config {
    by: std.join(', ', [mixin._config.clusterLabel, 'job', 'instance', 'node']),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'k3s-supervisor'),
  },
  local alert = alerts(c),
  local node = '{{ or $labels.node $labels.instance }}',

  // The gauge is what was left when k3s last looked, twice an hour. Authorities sign; the others serve
  // and ask.
  local left(matcher) = 'min by (%(by)s, subject) (k3s_certificate_expiration_seconds{%(k3sSelector)s, %(matcher)s})' % (c { matcher: matcher }),
  local ofNode = left('usages!~".*CertSign.*"'),

  prometheusAlerts+:: {
    groups+: [
      {
        name: 'k3s.alerts',
        rules: [
          alert('K3sCertificateExpiresSoon', {
            severity: 'warning',
            'for': '2h',
            expr: |||
              %(left)s < %(k3sCertificateWarningDays)g * 86400
              and
              %(left)s >= %(k3sCertificateCriticalDays)g * 86400
            ||| % (c { left: ofNode }),
            summary: 'A certificate of k3s expires soon.',
            description: 'The certificate {{ $labels.subject }} on ' + node + ' expires in {{ $value | humanizeDuration }}. k3s renews it when it starts, and not before.',
          }),
          alert('K3sCertificateExpires', {
            severity: 'critical',
            'for': '15m',
            expr: '%(left)s < %(k3sCertificateCriticalDays)g * 86400' % (c { left: ofNode }),
            summary: 'A certificate of k3s is about to expire, or has.',
            description: 'The certificate {{ $labels.subject }} on ' + node + ' {{ if lt $value 0.0 }}has expired{{ else }}expires in {{ $value | humanizeDuration }}{{ end }}. k3s renews it when it starts, and not before.',
          }),
          alert('K3sAuthorityExpiresSoon', {
            severity: 'warning',
            'for': '2h',
            expr: '%(left)s < %(k3sAuthorityWarningDays)g * 86400' % (c { left: left('usages=~".*CertSign.*"') }),
            summary: 'A certificate authority of k3s expires soon.',
            description: 'The authority {{ $labels.subject }} on ' + node + ' {{ if lt $value 0.0 }}has expired{{ else }}expires in {{ $value | humanizeDuration }}{{ end }}. k3s does not renew it by itself.',
          }),
          alert('K3sServerUnreachable', {
            severity: 'warning',
            'for': '15m',
            // Less than 5 is no failure: an address that nobody uses now stands by as 2 or 3.
            expr: 'min by (%(by)s, name, server) (k3s_loadbalancer_server_health{%(k3sSelector)s}) == 1' % c,
            summary: 'A node does not reach a server of k3s.',
            description: 'From ' + node + ' the server {{ $labels.server }} cannot be reached ({{ $labels.name }}). The node uses the others, if there are any.',
          }),
        ],
      },
      {
        name: 'k3s-etcd.alerts',
        rules: [
          alert('K3sEtcdSnapshotFailed', {
            severity: 'warning',
            'for': '5m',
            // A first failure makes a new series, in which increase() sees none.
            expr: |||
              sum by (%(by)s) (%(failed)s) > 0
              unless
              sum by (%(by)s) (%(failed)s) <= sum by (%(by)s) (%(failed)s offset %(k3sSnapshotFailureMemory)s)
            ||| % (c { failed: 'k3s_etcd_snapshot_save_duration_seconds_count{%(k3sSelector)s, status!="success"}' % c }),
            summary: 'A snapshot of etcd failed.',
            description: node + ' failed to take or to store a snapshot of etcd within the last %(k3sSnapshotFailureMemory)s. So far {{ $value }} failed since it started.' % c,
          }),
        ],
      },
      {
        name: 'k3s-datastore.alerts',
        rules: [
          alert('K3sDatastoreSlow', {
            severity: 'warning',
            'for': '15m',
            expr: |||
              histogram_quantile(0.99, sum by (%(by)s, le) (rate(kine_sql_time_seconds_bucket{%(k3sDatastoreSelector)s}[5m]))) > %(k3sDatastoreSeconds)g
              and
              sum by (%(by)s) (rate(kine_sql_time_seconds_count{%(k3sDatastoreSelector)s}[5m])) >= %(k3sDatastoreMinQueriesPerSecond)g
            ||| % c,
            summary: 'The datastore of k3s is slow.',
            description: 'The 99th percentile of the SQL statements of ' + node + ' takes {{ printf "%%.2f" $value }} s (more than %(k3sDatastoreSeconds)g s). The API server waits for them.' % c,
          }),
          alert('K3sDatastoreErrors', {
            severity: 'warning',
            'for': '10m',
            expr: |||
              100
                * sum by (%(by)s) (rate(kine_sql_total{%(k3sDatastoreSelector)s, error_code!="", name!~"%(k3sDatastoreErrorsIgnored)s"}[5m]))
                / sum by (%(by)s) (rate(kine_sql_total{%(k3sDatastoreSelector)s, name!~"%(k3sDatastoreErrorsIgnored)s"}[5m]))
                > %(k3sDatastoreErrorsPercent)g
              and
              sum by (%(by)s) (rate(kine_sql_total{%(k3sDatastoreSelector)s, name!~"%(k3sDatastoreErrorsIgnored)s"}[5m])) >= %(k3sDatastoreMinQueriesPerSecond)g
            ||| % c,
            summary: 'The datastore of k3s fails.',
            description: '{{ printf "%.1f" $value }}% of the SQL statements of ' + node + ' fail (more than %(k3sDatastoreErrorsPercent)g%%).' % c,
          }),
          alert('K3sDatastoreNotCompacted', {
            severity: 'warning',
            'for': '30m',
            expr: |||
              sum by (%(by)s) (increase(kine_compact_total{%(k3sDatastoreSelector)s, result="error"}[1h])) > 0
              unless
              sum by (%(by)s) (increase(kine_compact_total{%(k3sDatastoreSelector)s, result="success"}[1h])) > 0
            ||| % c,
            summary: 'The datastore of k3s is not compacted.',
            description: 'Every compaction of the datastore by ' + node + ' failed within an hour: it grows, and gets slower.',
          }),
        ],
      },
    ],
  },
}
