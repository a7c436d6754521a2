{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.promtailGroupLabels),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'promtail'),
  },
  local alert = (import '../alert.libsonnet')(c),

  prometheusAlerts+:: {
    groups+: [{
      name: 'promtail.alerts',
      rules: [
        alert('PromtailDown', {
          severity: 'warning',
          'for': '10m',
          expr: 'up{%(promtailSelector)s} == 0' % c,
          summary: 'A Promtail cannot be scraped.',
          description: 'Promtail {{ or $labels.pod $labels.instance }} cannot be scraped: logs of its node are not collected meanwhile.',
        }),
        alert('PromtailRequestErrors', {
          severity: 'warning',
          'for': '15m',
          expr: |||
            100
              * sum by (%(group)s, host) (rate(promtail_request_duration_seconds_count{%(promtailSelector)s, status_code!~"2.."}[10m]))
              / sum by (%(group)s, host) (rate(promtail_request_duration_seconds_count{%(promtailSelector)s}[10m]))
              > %(promtailRequestErrorsPercent)g
            and
            sum by (%(group)s, host) (rate(promtail_request_duration_seconds_count{%(promtailSelector)s}[10m])) >= %(promtailRequestsMinPerSecond)g
          ||| % c,
          summary: 'Loki refuses what Promtail sends.',
          description: '{{ printf "%.0f" $value }}% of the requests of Promtail job {{ $labels.job }} to {{ $labels.host }} fail. It tries again for some minutes, then lines are lost.',
        }),
        alert('PromtailLinesDropped', {
          severity: 'critical',
          'for': '15m',
          expr: |||
            100
              * sum by (%(group)s, reason) (rate(promtail_dropped_entries_total{%(promtailSelector)s}[10m]))
              / on (%(group)s) group_left ()
            (
              sum by (%(group)s) (rate(promtail_dropped_entries_total{%(promtailSelector)s}[10m]))
                + sum by (%(group)s) (rate(promtail_sent_entries_total{%(promtailSelector)s}[10m]))
            )
              > %(promtailDroppedPercent)g
            and
            sum by (%(group)s, reason) (rate(promtail_dropped_entries_total{%(promtailSelector)s}[10m])) >= %(promtailDroppedMinLinesPerSecond)g
          ||| % c,
          summary: 'Log lines are lost.',
          description: 'Promtail job {{ $labels.job }} gave up {{ printf "%.1f" $value }}% of the lines that it read, because of {{ $labels.reason }}.',
        }),
      ],
    }],
  },
}
