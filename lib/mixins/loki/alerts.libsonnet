{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.lokiGroupLabels),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'loki'),
  },
  local alert = (import '../alert.libsonnet')(c),
  local instance = '{{ or $labels.pod $labels.instance }}',

  prometheusAlerts+:: {
    groups+: [{
      name: 'loki.alerts',
      rules: [
        alert('LokiAbsent', {
          severity: 'critical',
          'for': '10m',
          expr: |||
            group by (%(group)s) (present_over_time(up{%(lokiSelector)s}[%(lokiAbsentMemory)s]))
            unless
            group by (%(group)s) (up{%(lokiSelector)s})
          ||| % c,
          summary: 'Loki is no longer scraped.',
          description: 'Prometheus has no target of Loki job {{ $labels.job }} any more, though it had some within the last %(lokiAbsentMemory)s.' % c,
        }),
        alert('LokiDown', {
          severity: 'critical',
          'for': '5m',
          expr: 'up{%(lokiSelector)s} == 0' % c,
          summary: 'A Loki cannot be scraped.',
          description: 'Loki ' + instance + ' cannot be scraped. While it is down its logs cannot be read, and collectors hold back what is new.',
        }),
      ],
    }],
  },
}
