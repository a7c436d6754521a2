{
  local mixin = self,
  local config = mixin._config { runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'alertmanager') },
  local alert = (import '../alert.libsonnet')(config),
  local group = std.join(', ', [config.clusterLabel] + config.alertmanagerGroupLabels),
  local who = '{{ or $labels.pod $labels.instance }}',
  local cluster = 'job {{ $labels.job }}',

  local series(metric, matchers='') =
    '%s{%s}' % [metric, std.join(', ', [m for m in [config.alertmanagerSelector, matchers] if m != ''])],
  // The reloader beside it is a target of the same job.
  local ofServer(metric) = series(metric, 'endpoint!~"reloader.*"'),

  // Failures have a reason, messages have none.
  local failing(matchers, percent) = |||
    100
      * sum without (reason) (rate(%(failed)s[15m]))
      / rate(%(all)s[15m])
      > %(percent)g
    and
    round(sum without (reason) (increase(%(failed)s[15m]))) >= %(minimum)g
  ||| % {
    failed: series('alertmanager_notifications_failed_total', matchers),
    all: series('alertmanager_notifications_total', matchers),
    percent: percent,
    minimum: config.alertmanagerMinFailed,
  },
  // Whether no member gets through: one that has sent nothing says nothing.
  local failingEverywhere(matchers, percent) = |||
    min by (%(by)s) (
      100
        * sum without (reason) (rate(%(failed)s[15m]))
        / (rate(%(all)s[15m]) > 0)
    ) > %(percent)g
    and
    round(sum by (%(by)s) (increase(%(failed)s[15m]))) >= %(minimum)g
  ||| % {
    by: group + ', integration',
    failed: series('alertmanager_notifications_failed_total', matchers),
    all: series('alertmanager_notifications_total', matchers),
    percent: percent,
    minimum: config.alertmanagerMinFailed,
  },
  local clusterFails(severity, matcher) = alert('AlertmanagerClusterFailedToSendAlerts', {
    severity: severity,
    'for': '5m',
    expr: failingEverywhere('integration%s"%s"' % [matcher, config.alertmanagerCriticalIntegrations], config.alertmanagerFailedPercentCluster),
    summary: 'No Alertmanager gets messages through.',
    description: 'All Alertmanagers of %s fail to send at least {{ printf "%%.1f" $value }}%% of the messages to {{ $labels.integration }} (more than %g%%): nobody may know of what fires.' % [cluster, config.alertmanagerFailedPercentCluster],
  }),

  prometheusAlerts+:: {
    groups+: [
      {
        name: 'alertmanager.alerts',
        rules: [
          alert('AlertmanagerFailedReload', {
            severity: 'critical',
            'for': '10m',
            // Over some time: a scrape that fails must not end the alert.
            expr: 'max_over_time(%s[5m]) == 0' % series('alertmanager_config_last_reload_successful'),
            summary: 'Alertmanager cannot read its configuration.',
            description: 'Alertmanager %s goes on with its last good configuration: what was changed since has no effect.' % who,
          }),
          alert('AlertmanagerFailedToSendAlerts', {
            severity: 'warning',
            'for': '5m',
            expr: failing('', config.alertmanagerFailedPercent),
            summary: 'Alertmanager cannot send messages.',
            description: 'Alertmanager %s fails to send {{ printf "%%.1f" $value }}%% of its messages to {{ $labels.integration }} (more than %g%%).' % [who, config.alertmanagerFailedPercent],
          }),
          clusterFails('critical', '=~'),
        ] + (
          // What is not critical when all are.
          if config.alertmanagerCriticalIntegrations == '.+' then [] else [clusterFails('warning', '!~')]
        ) + [
          alert('AlertmanagerClusterDown', {
            severity: 'critical',
            'for': '5m',
            expr: |||
              100
                * count by (%(by)s) (avg_over_time(%(up)s[5m]) < 0.5)
                / count by (%(by)s) (%(up)s)
                >= %(percent)g
            ||| % { by: group, up: ofServer('up'), percent: config.alertmanagerDownPercent },
            summary: 'Half of the Alertmanagers or more are down.',
            description: '{{ printf "%%.0f" $value }}%% of the Alertmanagers of %s did not answer for most of the last five minutes.' % cluster,
          }),
          alert('AlertmanagerClusterCrashlooping', {
            severity: 'critical',
            'for': '5m',
            expr: |||
              100
                * count by (%(by)s) (changes(%(start)s[10m]) > %(restarts)g)
                / count by (%(by)s) (%(up)s)
                >= %(percent)g
            ||| % {
              by: group,
              start: ofServer('process_start_time_seconds'),
              restarts: config.alertmanagerRestartsPer10Minutes,
              up: ofServer('up'),
              percent: config.alertmanagerCrashloopingPercent,
            },
            summary: 'Half of the Alertmanagers or more restart again and again.',
            description: '{{ printf "%%.0f" $value }}%% of the Alertmanagers of %s restarted more than %g times within ten minutes.' % [cluster, config.alertmanagerRestartsPer10Minutes],
          }),
        ],
      },
      {
        // What makes sense where there are several.
        name: 'alertmanager-cluster.alerts',
        rules: [
          alert('AlertmanagerMembersInconsistent', {
            severity: 'critical',
            'for': '15m',
            expr: |||
              max_over_time(%(members)s[5m])
                < on (%(by)s) group_left ()
              count by (%(by)s) (max_over_time(%(members)s[5m]))
            ||| % { by: group, members: series('alertmanager_cluster_members') },
            summary: 'An Alertmanager does not see all others.',
            description: 'Alertmanager %s sees {{ $value }} members of its cluster and not all: messages may come twice, and silences do not reach every member.' % who,
          }),
          alert('AlertmanagerConfigInconsistent', {
            severity: 'critical',
            'for': '20m',
            expr: 'count by (%s) (count_values by (%s) ("config_hash", %s)) > 1' % [group, group, series('alertmanager_config_hash')],
            summary: 'Alertmanagers have different configurations.',
            description: 'The Alertmanagers of %s have {{ $value }} different configurations.' % cluster,
          }),
          alert('AlertmanagerClusterFailedPeers', {
            severity: 'warning',
            'for': '15m',
            expr: 'min_over_time(%s[5m]) > 0' % series('alertmanager_cluster_failed_peers'),
            summary: 'An Alertmanager has lost peers.',
            description: 'Alertmanager %s cannot reach {{ $value }} members of its cluster.' % who,
          }),
        ],
      },
    ],
  },
}
