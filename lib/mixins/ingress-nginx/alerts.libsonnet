local alerts = import '../alert.libsonnet';
local targets = import '../targets.libsonnet';

{
  local mixin = self,
  local c = mixin._config {
    by: std.join(', ', [mixin._config.clusterLabel, mixin._config.ingressNginxNamespaceLabel, 'job']),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'ingress-nginx'),
  },
  local alert = alerts(c),
  local ingress = 'Ingress {{ $labels.%s }}/{{ $labels.ingress }}' % c.ingressNginxNamespaceLabel,

  // Every controller reports each certificate that it serves.
  local left = 'max by (%(by)s, host, secret_name) (nginx_ingress_controller_ssl_expire_time_seconds{%(ingressNginxSelector)s}) - time()' % c,
  local certificate = 'The certificate in Secret {{ $labels.%s }}/{{ $labels.secret_name }} for {{ $labels.host }}' % c.ingressNginxNamespaceLabel,

  prometheusAlerts+:: {
    groups+: [
      {
        name: 'ingress-nginx.alerts',
        rules: targets(c, {
          name: 'IngressNginx',
          selector: c.ingressNginxSelector,
          memory: c.ingressNginxDownMemory,
          severity: 'critical',
          'for': '5m',
          what: 'ingress-nginx',
          effect: 'Most likely no request from outside reaches a service.',
        }) + [
          alert('NginxConfigReloadFailed', {
            severity: 'warning',
            'for': '10m',
            expr: 'nginx_ingress_controller_config_last_reload_successful{%(ingressNginxSelector)s} == 0' % c,
            summary: 'ingress-nginx could not load its configuration.',
            description: '{{ or $labels.pod $labels.instance }} serves an old configuration: changes of Ingresses since have no effect.',
          }),
          alert('NginxHighHttp5xxErrorRate', {
            severity: 'warning',
            'for': '10m',
            expr: |||
              100
                * ingress:nginx_ingress_controller_errors:rate5m{%(ingressNginxSelector)s}
                / ingress:nginx_ingress_controller_requests:rate5m{%(ingressNginxSelector)s}
                > %(ingressNginx5xxPercent)g
              and
              ingress:nginx_ingress_controller_requests:rate5m{%(ingressNginxSelector)s} >= %(ingressNginxMinRequestsPerSecond)g
            ||| % c,
            summary: 'Many requests to an Ingress end with an error of the server.',
            description: '{{ printf "%.1f" $value }}% of the requests to ' + ingress + ' are answered with 5xx (more than %(ingressNginx5xxPercent)g%%).' % c,
          }),
          alert('NginxSlowRequests', {
            severity: 'warning',
            'for': '15m',
            expr: |||
              ingress:nginx_ingress_controller_request_duration_seconds:p95_rate5m{%(ingressNginxSelector)s, %(ingressNginxSlowSelector)s} > %(ingressNginxSlowSeconds)g
              and
              ingress:nginx_ingress_controller_requests:rate5m{%(ingressNginxSelector)s} >= %(ingressNginxMinRequestsPerSecond)g
            ||| % c,
            summary: 'An Ingress answers slowly.',
            description: 'One in twenty requests to ' + ingress + ' takes longer than {{ printf "%%.1f" $value }} s (the limit is %(ingressNginxSlowSeconds)g s).' % c,
          }),
        ],
      },
      {
        name: 'ingress-nginx-certificates.alerts',
        rules: [
          alert('NginxCertificateExpiresSoon', {
            severity: 'warning',
            'for': '1h',
            expr: |||
              %(left)s < %(ingressNginxCertificateWarningDays)g * 86400
              and
              %(left)s >= %(ingressNginxCertificateCriticalDays)g * 86400
            ||| % (c { left: left }),
            summary: 'A certificate of an Ingress expires soon.',
            description: certificate + ' expires in {{ $value | humanizeDuration }}.',
          }),
          alert('NginxCertificateExpires', {
            severity: 'critical',
            'for': '15m',
            expr: '%(left)s < %(ingressNginxCertificateCriticalDays)g * 86400' % (c { left: left }),
            summary: 'A certificate of an Ingress is about to expire, or has.',
            description: certificate + ' {{ if lt $value 0.0 }}has expired{{ else }}expires in {{ $value | humanizeDuration }}{{ end }}.',
          }),
        ],
      },
    ],
  },
}
