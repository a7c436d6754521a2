local alerts = import '../alert.libsonnet';
local targets = import '../targets.libsonnet';

{
  local mixin = self,
  local c = mixin._config {
    // Whoever leads tells of all certificates; after a change of leaders two may for a while.
    by: std.join(', ', [mixin._config.clusterLabel, mixin._config.certManagerNamespaceLabel, 'job', 'name']),
    job: std.join(', ', [mixin._config.clusterLabel, 'job']),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'cert-manager'),
  },
  local alert = alerts(c),
  local certificate = 'Certificate {{ $labels.%s }}/{{ $labels.name }}' % c.certManagerNamespaceLabel,

  local last(metric) = 'max by (%(by)s) (certmanager_certificate_%(metric)s{%(certManagerSelector)s})' % (c { metric: metric }),
  local names = c {
    renewal: last('renewal_timestamp_seconds'),
    end: last('expiration_timestamp_seconds'),
  },
  // How much of the time between renewal and end has passed, in percent.
  local overdue(limits) = |||
    100
      * (time() - %(renewal)s)
      / (%(end)s - %(renewal)s)
      %(limits)s
    and
    %(renewal)s > 0
  ||| % (names { limits: limits }),

  prometheusAlerts+:: {
    groups+: [
      {
        name: 'cert-manager.alerts',
        rules: targets(c, {
          name: 'CertManager',
          selector: c.certManagerSelector,
          memory: c.certManagerDownMemory,
          severity: 'warning',
          'for': '15m',
          what: 'cert-manager',
          effect: 'Nobody renews certificates, and nobody tells of them.',
        }) + [
          alert('CertManagerHittingRateLimits', {
            severity: 'warning',
            'for': '5m',
            expr: |||
              sum by (%(job)s, host) (increase(certmanager_http_acme_client_request_count{%(certManagerSelector)s, status="429"}[6h])) >= %(certManagerRateLimitedPer6Hours)g
            ||| % c,
            summary: 'A certificate authority refuses requests because there were too many.',
            description: '{{ $labels.host }} refused {{ printf "%.0f" $value }} requests of {{ $labels.job }} within six hours. Its limits last hours to a week, and no certificate is issued until then.',
          }),
          alert('CertManagerSyncErrors', {
            severity: 'warning',
            'for': '30m',
            expr: |||
              100
                * sum by (%(job)s, controller) (rate(certmanager_controller_sync_error_count{%(certManagerSelector)s}[15m]))
                / sum by (%(job)s, controller) (rate(certmanager_controller_sync_call_count{%(certManagerSelector)s}[15m]))
                > %(certManagerSyncErrorsPercent)g
              and
              sum by (%(job)s, controller) (rate(certmanager_controller_sync_call_count{%(certManagerSelector)s}[15m])) >= %(certManagerMinSyncsPerSecond)g
            ||| % c,
            summary: 'A controller of cert-manager fails again and again.',
            description: '{{ printf "%%.0f" $value }}%% of the work of the controller {{ $labels.controller }} fails (more than %(certManagerSyncErrorsPercent)g%%).' % c,
          }),
        ],
      },
      {
        name: 'cert-manager-certificates.alerts',
        rules: [
          alert('CertManagerCertExpirySoon', {
            severity: 'warning',
            'for': '1h',
            expr: overdue('> %(certManagerOverdueWarningPercent)g <= %(certManagerOverdueCriticalPercent)g' % c),
            summary: 'A certificate should have been renewed.',
            description: certificate + ' is not renewed, though {{ printf "%.0f" $value }}% of the time that there is for it has passed.',
          }),
          alert('CertManagerCertExpires', {
            severity: 'critical',
            'for': '15m',
            expr: overdue('> %(certManagerOverdueCriticalPercent)g' % c),
            summary: 'A certificate is about to expire, or has, and is not renewed.',
            description: certificate + ' {{ if ge $value 100.0 }}has expired{{ else }}is about to expire: {{ printf "%.0f" $value }}% of the time that there is for its renewal has passed{{ end }}.',
          }),
          alert('CertManagerCertNotReady', {
            severity: 'warning',
            'for': '30m',
            expr: 'max by (%(by)s, issuer_kind, issuer_name) (certmanager_certificate_ready_status{%(certManagerSelector)s, condition!="True"}) == 1' % c,
            summary: 'A certificate is not issued.',
            description: certificate + ' is not ready: {{ $labels.issuer_kind }} {{ $labels.issuer_name }} has not issued what it asks for.',
          }),
          alert('CertManagerIssuerNotReady', {
            severity: 'warning',
            'for': '30m',
            expr: |||
              max by (%(by)s) (certmanager_issuer_ready_status{%(certManagerSelector)s, condition!="True"}) == 1
              or
              max by (%(job)s, name) (certmanager_clusterissuer_ready_status{%(certManagerSelector)s, condition!="True"}) == 1
            ||| % c,
            summary: 'An issuer of certificates is not ready.',
            description: '{{ with $labels.%s }}Issuer {{ . }}/{{ $labels.name }}{{ else }}ClusterIssuer {{ $labels.name }}{{ end }} is not ready: it can issue no certificate.' % c.certManagerNamespaceLabel,
          }),
          alert('CertManagerChallengeStuck', {
            severity: 'warning',
            'for': '1h',
            expr: 'max by (%(by)s, domain, type) (certmanager_certificate_challenge_status{%(certManagerSelector)s, status="pending"}) == 1' % c,
            summary: 'The authority does not see the proof for a name.',
            description: 'The challenge {{ $labels.%s }}/{{ $labels.name }} ({{ $labels.type }}) for {{ $labels.domain }} has been pending for an hour.' % c.certManagerNamespaceLabel,
          }),
        ],
      },
    ],
  },
}
