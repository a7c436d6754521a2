// The smallest mixin that the example can take for one about cert-manager.
{
  _config+:: { certManagerJobLabel: 'cert-manager', certManagerCertExpiryRenewalElapsedThreshold: 0.3 },
  prometheusAlerts+:: {
    groups+: [{
      name: 'cert-manager',
      rules: [{
        alert: 'CertManagerAbsent',
        expr: 'absent(up{job="%(certManagerJobLabel)s"})' % $._config,
        'for': '10m',
        labels: { severity: 'critical' },
        annotations: { summary: 'Nobody renews certificates.' },
      }],
    }],
  },
  grafanaDashboards+:: { 'certificates.json': import 'board.json' },
}
