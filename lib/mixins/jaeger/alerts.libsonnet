local collector = import '../collector.libsonnet';

{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.jaegerGroupLabels),
    process: self.group + ', pod, instance',
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'jaeger'),
  },
  local alert = (import '../alert.libsonnet')(c),
  local process = '{{ or $labels.pod $labels.instance }}',
  local share(bad, good, by, percent) =
    collector.share(c.jaegerSelector, '_total', bad, good, c.process + ', ' + by, percent, c.jaegerMinSpansPerSecond, ['spans']),

  prometheusAlerts+:: {
    groups+: [{
      name: 'jaeger.alerts',
      rules: [
        alert('JaegerAbsent', {
          severity: 'warning',
          'for': '10m',
          expr: |||
            group by (%(group)s) (present_over_time(up{%(jaegerSelector)s}[%(jaegerAbsentMemory)s]))
            unless
            group by (%(group)s) (up{%(jaegerSelector)s})
          ||| % c,
          summary: 'Jaeger is no longer scraped.',
          description: 'Prometheus has no target of Jaeger job {{ $labels.job }} any more, though it had some within the last %(jaegerAbsentMemory)s.' % c,
        }),
        alert('JaegerDown', {
          severity: 'warning',
          'for': '5m',
          expr: 'up{%(jaegerSelector)s} == 0' % c,
          summary: 'A Jaeger cannot be scraped.',
          description: 'Jaeger ' + process + ' cannot be scraped. While it is down its traces cannot be seen, and new ones are soon lost.',
        }),
        alert('JaegerRestarting', {
          severity: 'warning',
          'for': '5m',
          expr: 'resets(otelcol_process_uptime_seconds_total{%(jaegerSelector)s}[1h]) > %(jaegerRestartsPerHour)g' % c,
          summary: 'A Jaeger restarts again and again.',
          description: 'Jaeger ' + process + ' restarted {{ printf "%.0f" $value }} times within an hour.',
        }),
        alert('JaegerRefusesSpans', {
          severity: 'warning',
          'for': '10m',
          expr: share('receiver_refused', 'receiver_accepted', 'receiver', c.jaegerRefusedPercent),
          summary: 'A Jaeger refuses spans.',
          description: 'Jaeger ' + process + ' refuses {{ printf "%.0f" $value }}% of the spans at receiver {{ $labels.receiver }}: it is out of memory, or its storage is too slow.',
        }),
        alert('JaegerWritesFail', {
          severity: 'warning',
          'for': '10m',
          expr: share('exporter_send_failed', 'exporter_sent', 'exporter', c.jaegerWriteErrorsPercent),
          summary: 'A Jaeger cannot store spans.',
          description: 'Jaeger ' + process + ' fails to store {{ printf "%.0f" $value }}% of its spans: they are lost.',
        }),
        alert('JaegerReadsFail', {
          severity: 'warning',
          'for': '10m',
          expr: |||
            100
              * sum by (%(process)s, operation) (rate(jaeger_storage_requests_total{%(jaegerSelector)s, result="err"}[10m]))
              / sum by (%(process)s, operation) (rate(jaeger_storage_requests_total{%(jaegerSelector)s}[10m]))
              > %(jaegerReadErrorsPercent)g
            and
            sum by (%(process)s, operation) (rate(jaeger_storage_requests_total{%(jaegerSelector)s}[10m])) >= %(jaegerMinReadsPerSecond)g
          ||| % c,
          summary: 'Reading from the storage of a Jaeger fails.',
          description: '{{ printf "%.0f" $value }}% of the requests {{ $labels.operation }} to the storage of Jaeger ' + process + ' fail.',
        }),
        alert('JaegerReadsSlow', {
          severity: 'info',
          'for': '15m',
          expr: |||
            histogram_quantile(0.95, sum by (%(process)s, operation, le) (rate(jaeger_storage_latency_seconds_bucket{%(jaegerSelector)s}[10m])))
              > %(jaegerReadSeconds)g
            and
            sum by (%(process)s, operation) (rate(jaeger_storage_latency_seconds_count{%(jaegerSelector)s}[10m])) >= %(jaegerMinReadsPerSecond)g
          ||| % c,
          summary: 'Reading from the storage of a Jaeger is slow.',
          description: 'One in twenty requests {{ $labels.operation }} to the storage of Jaeger ' + process + ' takes longer than {{ printf "%.1f" $value }} s.',
        }),
      ],
    }],
  },
}
