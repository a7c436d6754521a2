// Services, where the collector `systemd` is on.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);

  {
    name: 'node-exporter-systemd',
    rules: [
      alert('NodeSystemdServiceFailed', {
        severity: 'warning',
        'for': '5m',
        expr: q.once('%s == 1' % q.series('node_systemd_unit_state', 'state="failed"')),
        summary: 'A service of systemd failed.',
        description: 'Unit {{ $labels.name }} of %s is in the state failed.' % q.where,
      }),
      alert('NodeSystemdServiceCrashlooping', {
        severity: 'warning',
        'for': '15m',
        expr: q.once('round(increase(%s[5m])) > %g' % [q.series('node_systemd_service_restart_total'), config.serviceRestartsPer5Minutes]),
        summary: 'systemd restarts a service again and again.',
        description: 'Unit {{ $labels.name }} of %s was restarted {{ $value }} times within five minutes.' % q.where,
      }),
    ],
  }
