// The smallest mixin that the example can take for etcd's own.
{
  _config+:: { etcd_selector: 'job=~".*etcd.*"' },
  prometheusAlerts+:: {
    groups+: [{
      name: 'etcd',
      rules: [{
        alert: 'etcdNoLeader',
        expr: 'etcd_server_has_leader{%(etcd_selector)s} == 0' % $._config,
        'for': '1m',
        labels: { severity: 'critical' },
        annotations: { summary: 'No leader.', description: '{{ $labels.instance }} has no leader.' },
      }],
    }],
  },
}
