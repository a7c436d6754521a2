// Certificates and the licence. A value of zero means that there is none.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local kinds = ['ca', 'client_ca', 'ui', 'ui_ca', 'node', 'node_client'];

  local certificate(severity, seconds) = alert('CockroachDBCertificateExpiresSoon', {
    severity: severity,
    'for': '15m',
    expr: |||
      (
        %s
      ) - time() < %d
    ||| % [
      std.join('\n  or\n  ', [
        'label_replace(%s > 0, "certificate", "%s", "", "")' % [
          q.series('security_certificate_expiration_' + kind),
          kind,
        ]
        for kind in kinds
      ]),
      seconds,
    ],
    summary: 'A certificate of CockroachDB expires soon.',
    description:
      'The certificate {{ $labels.certificate }} of the CockroachDB node at {{ $labels.instance }} has {{ $value | humanizeDuration }} left.',
  });
  local licence(severity, seconds) = alert('CockroachDBLicenceExpiresSoon', {
    severity: severity,
    'for': '15m',
    expr: |||
      min by (%s) (%s > 0) < %d
    ||| % [q.cluster, q.series('seconds_until_enterprise_license_expiry'), seconds],
    summary: 'The licence of CockroachDB expires soon.',
    description: 'The licence of {{ $labels.job }} has {{ $value | humanizeDuration }} left.',
  });

  {
    name: 'cockroachdb-expiration',
    rules: [
      certificate('warning', config.expirationSecondsWarning),
      certificate('critical', config.expirationSecondsCritical),
      licence('warning', config.expirationSecondsWarning),
      licence('critical', config.expirationSecondsCritical),
    ],
  }
