{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.alloyGroupLabels),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'alloy'),
  },
  local alert = (import '../alert.libsonnet')(c),
  local instance = '{{ or $labels.pod $labels.instance }}',

  local running = [
    alert('AlloyAbsent', {
      severity: 'critical',
      'for': '10m',
      expr: |||
        group by (%(group)s) (present_over_time(up{%(alloySelector)s}[%(alloyAbsentMemory)s]))
        unless
        group by (%(group)s) (up{%(alloySelector)s})
      ||| % c,
      summary: 'Alloy is no longer scraped.',
      description: 'Prometheus has no target of Alloy job {{ $labels.job }} any more, though it had some within the last %(alloyAbsentMemory)s.' % c,
    }),
    alert('AlloyDown', {
      severity: 'warning',
      'for': '10m',
      expr: 'up{%(alloySelector)s} == 0' % c,
      summary: 'An Alloy cannot be scraped.',
      description: 'Alloy ' + instance + ' cannot be scraped: logs of its node are not collected meanwhile.',
    }),
    alert('AlloyRestarting', {
      severity: 'warning',
      'for': '5m',
      expr: 'changes(alloy_resources_process_start_time_seconds{%(alloySelector)s}[1h]) > %(alloyRestartsPerHour)g' % c,
      summary: 'An Alloy restarts again and again.',
      description: 'Alloy ' + instance + ' restarted {{ $value }} times within an hour.',
    }),
    alert('AlloyConfigLoadFailed', {
      severity: 'warning',
      'for': '5m',
      expr: 'alloy_config_last_load_successful{%(alloySelector)s} == 0' % c,
      summary: 'An Alloy refused its configuration.',
      description: 'Alloy ' + instance + ' could not load its configuration, and goes on with the one before.',
    }),
    alert('AlloyComponentsUnhealthy', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        sum without (health_type, controller_id, controller_path) (
          alloy_component_controller_running_components{%(alloySelector)s, health_type=~"exited|unhealthy"}
        ) > 0
      ||| % c,
      summary: 'Components of an Alloy do not work.',
      description: '{{ $value }} components of Alloy ' + instance + ' are unhealthy or have ended.',
    }),
  ],

  local sending = [
    alert('AlloyLinesDropped', {
      severity: 'critical',
      'for': '15m',
      expr: |||
        100
          * sum by (%(group)s, reason) (rate(loki_write_dropped_entries_total{%(alloySelector)s}[10m]))
          / on (%(group)s) group_left ()
        (
          sum by (%(group)s) (rate(loki_write_dropped_entries_total{%(alloySelector)s}[10m]))
            + sum by (%(group)s) (rate(loki_write_sent_entries_total{%(alloySelector)s}[10m]))
        )
          > %(alloyDroppedPercent)g
        and
        sum by (%(group)s, reason) (rate(loki_write_dropped_entries_total{%(alloySelector)s}[10m])) >= %(alloyDroppedMinLinesPerSecond)g
      ||| % c,
      summary: 'Log lines are lost.',
      description: 'Alloy job {{ $labels.job }} gave up {{ printf "%.1f" $value }}% of the lines that it read, because of {{ $labels.reason }}.',
    }),
    alert('AlloyRequestErrors', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        100
          * sum by (%(group)s, host) (rate(loki_write_request_duration_seconds_count{%(alloySelector)s, status_code!~"2.."}[10m]))
          / sum by (%(group)s, host) (rate(loki_write_request_duration_seconds_count{%(alloySelector)s}[10m]))
          > %(alloyRequestErrorsPercent)g
        and
        sum by (%(group)s, host) (rate(loki_write_request_duration_seconds_count{%(alloySelector)s}[10m])) >= %(alloyRequestsMinPerSecond)g
      ||| % c,
      summary: 'Loki refuses what Alloy sends.',
      description: '{{ printf "%.0f" $value }}% of the requests of Alloy job {{ $labels.job }} to {{ $labels.host }} fail. It tries again for some minutes, then lines are lost.',
    }),
  ],

  prometheusAlerts+:: {
    groups+: [
      { name: 'alloy.alerts', rules: running },
      { name: 'alloy-logs.alerts', rules: sending },
    ],
  },
}
