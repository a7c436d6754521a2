{
  local mixin = self,
  local c = mixin._config {
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'blackbox'),
    aboveCritical: self.blackboxCertificateCriticalDays,
  },
  local alert = (import '../alert.libsonnet')(c),
  local what = '{{ $labels.instance }}{{ with $labels.probe }} (probe {{ . }}){{ end }}',
  local left = 'probe_ssl_earliest_cert_expiry{%(blackboxSelector)s} - time()' % c,

  prometheusAlerts+:: {
    groups+: [{
      name: 'blackbox.alerts',
      rules: [
        alert('BlackboxExporterDown', {
          severity: 'critical',
          'for': '5m',
          expr: 'up{%(blackboxSelector)s} == 0' % c,
          summary: 'The blackbox exporter does not answer.',
          description: what + ' is not probed: the blackbox exporter cannot be reached, or knows no such module.',
        }),
        alert('ProbeFailed', {
          severity: 'critical',
          'for': '1m',
          expr: '100 * avg_over_time(probe_success{%(blackboxSelector)s}[%(blackboxFailedWindow)s]) < %(blackboxFailedPercent)g' % c,
          summary: 'A service does not answer as it should.',
          description: 'Of the probes of ' + what + ' within %(blackboxFailedWindow)s only {{ printf "%%.0f" $value }}%% succeeded.' % c,
        }),
        alert('ProbeFlapping', {
          severity: 'warning',
          'for': '15m',
          expr: 'changes(probe_success{%(blackboxSelector)s}[1h]) > %(blackboxFlapsPerHour)g' % c,
          summary: 'A service comes and goes.',
          description: 'The state of ' + what + ' changed {{ $value }} times within an hour.',
        }),
        alert('ProbeSlow', {
          severity: 'warning',
          'for': '15m',
          expr: |||
            avg_over_time(probe_duration_seconds{%(blackboxSelector)s}[15m]) > %(blackboxSlowSeconds)g
            and
            probe_success{%(blackboxSelector)s} == 1
          ||| % c,
          summary: 'A service answers slowly.',
          description: 'Probes of ' + what + ' took {{ $value | humanizeDuration }} on average within 15 minutes.',
        }),
        alert('ProbeCertificateExpiresSoon', {
          severity: 'warning',
          'for': '1h',
          expr: |||
            %(left)s < %(blackboxCertificateWarningDays)g * 86400
            and
            %(left)s >= %(aboveCritical)g * 86400
          ||| % (c { left: left }),
          summary: 'A certificate expires soon.',
          description: 'A certificate of ' + what + ' expires in {{ $value | humanizeDuration }}.',
        }),
        alert('ProbeCertificateExpires', {
          severity: 'critical',
          'for': '15m',
          expr: '%(left)s < %(aboveCritical)g * 86400' % (c { left: left }),
          summary: 'A certificate is about to expire, or has.',
          description: 'A certificate of ' + what + ' {{ if lt $value 0.0 }}has expired{{ else }}expires in {{ $value | humanizeDuration }}{{ end }}.',
        }),
      ],
    }],
  },
}
