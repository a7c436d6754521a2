// What Prometheus tells Alertmanager.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local failed = |||
    100
      * rate(%(errors)s[5m])
      / rate(%(sent)s[5m])
  ||| % { errors: q.series('prometheus_notifications_errors_total'), sent: q.series('prometheus_notifications_sent_total') };

  {
    name: 'prometheus-notifications',
    rules: [
      alert('PrometheusNotConnectedToAlertmanagers', {
        severity: 'warning',
        'for': '10m',
        expr: 'max_over_time(%s[5m]) < 1' % q.series('prometheus_notifications_alertmanagers_discovered'),
        summary: 'Prometheus knows no Alertmanager.',
        description: 'Prometheus %s has nobody to tell its alerts to.' % q.who,
      }),
      alert('PrometheusErrorSendingAlertsToSomeAlertmanagers', {
        severity: 'warning',
        'for': '15m',
        expr: '%s  > %g' % [failed, config.notificationErrorPercentSome],
        summary: 'An Alertmanager does not take all alerts.',
        description: 'Prometheus %s fails to tell {{ $labels.alertmanager }} of {{ printf "%%.1f" $value }}%% of its alerts (more than %g%%).' % [q.who, config.notificationErrorPercentSome],
      }),
      alert('PrometheusErrorSendingAlertsToAnyAlertmanager', {
        severity: 'critical',
        'for': '15m',
        expr: 'min without (alertmanager) (\n  %s\n) > %g' % [
          std.strReplace(std.rstripChars(failed, '\n'), '\n', '\n  '),
          config.notificationErrorPercentAny,
        ],
        summary: 'No Alertmanager takes all alerts.',
        description: 'Prometheus %s fails to tell at least {{ printf "%%.1f" $value }}%% of its alerts to every Alertmanager (more than %g%%).' % [q.who, config.notificationErrorPercentAny],
      }),
      alert('PrometheusNotificationQueueRunningFull', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          predict_linear(%(length)s[5m], %(minutes)g * 60)
            > min_over_time(%(capacity)s[5m])
        ||| % {
          length: q.series('prometheus_notifications_queue_length'),
          capacity: q.series('prometheus_notifications_queue_capacity'),
          minutes: config.notificationQueueHorizonMinutes,
        },
        summary: 'Prometheus will soon lose alerts.',
        description: 'At the pace of the last five minutes the queue of alerts of Prometheus %s is full within %g minutes.' % [q.who, config.notificationQueueHorizonMinutes],
      }),
    ],
  }
