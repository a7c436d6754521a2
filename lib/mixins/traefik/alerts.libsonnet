local alerts = import '../alert.libsonnet';
local targets = import '../targets.libsonnet';

{
  local mixin = self,
  local c = mixin._config {
    by: std.join(', ', [mixin._config.clusterLabel, 'namespace', 'job']),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'traefik'),
  },
  local alert = alerts(c),

  // A renewed certificate is a new series beside the old one, which stays until Traefik starts anew:
  // the later end counts.
  local left = 'max by (%(by)s, cn, sans) (traefik_tls_certs_not_after{%(traefikSelector)s}) - time()' % c,
  local certificate = 'The certificate {{ or $labels.sans $labels.cn }} of {{ $labels.job }}',

  prometheusAlerts+:: {
    groups+: [
      {
        name: 'traefik.alerts',
        rules: targets(c, {
          name: 'Traefik',
          selector: c.traefikSelector,
          memory: c.traefikDownMemory,
          severity: 'critical',
          'for': '5m',
          what: 'Traefik',
          effect: 'Most likely no request from outside reaches a service.',
        }) + [
          alert('TraefikServiceErrors', {
            severity: 'warning',
            'for': '10m',
            expr: |||
              100
                * service:traefik_service_errors:rate5m{%(traefikSelector)s}
                / service:traefik_service_requests:rate5m{%(traefikSelector)s}
                > %(traefikErrorsPercent)g
              and
              service:traefik_service_requests:rate5m{%(traefikSelector)s} >= %(traefikMinRequestsPerSecond)g
            ||| % c,
            summary: 'Many requests to a service end with an error of the server.',
            description: '{{ printf "%%.1f" $value }}%% of the requests to {{ $labels.service }} are answered with 5xx (more than %(traefikErrorsPercent)g%%).' % c,
          }),
          alert('TraefikServiceSlow', {
            severity: 'warning',
            'for': '15m',
            expr: |||
              service:traefik_service_requests_slow:percent_rate5m{%(traefikSelector)s, %(traefikSlowSelector)s} > %(traefikSlowPercent)g
              and
              service:traefik_service_requests:rate5m{%(traefikSelector)s} >= %(traefikMinRequestsPerSecond)g
            ||| % c,
            summary: 'A service answers many requests slowly.',
            description: '{{ printf "%%.0f" $value }}%% of the requests to {{ $labels.service }} take longer than %(traefikSlowBucket)s s (more than %(traefikSlowPercent)g%%).' % c,
          }),
          alert('TraefikServiceDown', {
            severity: 'warning',
            'for': '5m',
            expr: 'max by (%(by)s, service) (traefik_service_server_up{%(traefikSelector)s}) == 0' % c,
            summary: 'No server of a service passes its health check.',
            description: 'All servers of {{ $labels.service }} fail the health check of {{ $labels.job }}: requests to it are answered with 503.',
          }),
        ],
      },
      {
        name: 'traefik-certificates.alerts',
        rules: [
          alert('TraefikTLSCertificatesExpiringSoon', {
            severity: 'warning',
            'for': '1h',
            expr: |||
              %(left)s < %(traefikCertificateWarningDays)g * 86400
              and
              %(left)s >= %(traefikCertificateCriticalDays)g * 86400
            ||| % (c { left: left }),
            summary: 'A certificate of Traefik expires soon.',
            description: certificate + ' expires in {{ $value | humanizeDuration }}.',
          }),
          alert('TraefikTLSCertificatesExpiring', {
            severity: 'critical',
            'for': '15m',
            expr: '%(left)s < %(traefikCertificateCriticalDays)g * 86400' % (c { left: left }),
            summary: 'A certificate of Traefik is about to expire, or has.',
            description: certificate + ' {{ if lt $value 0.0 }}has expired{{ else }}expires in {{ $value | humanizeDuration }}{{ end }}.',
          }),
        ],
      },
    ],
  },
}
