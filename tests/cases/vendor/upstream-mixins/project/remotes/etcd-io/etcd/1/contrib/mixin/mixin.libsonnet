{
  _config+:: { etcd_selector: 'job="x"' },
  prometheusAlerts+:: { groups+: [{ name: 'etcd', rules: [{ alert: 'UpstreamEtcd', expr: 'up{%s} == 0' % $._config.etcd_selector }] }] },
}
