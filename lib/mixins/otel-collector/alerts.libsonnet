local collector = import '../collector.libsonnet';

{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.otelCollectorGroupLabels),
    process: self.group + ', pod, instance',
    total: if mixin._config.otelCollectorSuffixes then '_total' else '',
    uptime: 'otelcol_process_uptime' + (if mixin._config.otelCollectorSuffixes then '_seconds_total' else ''),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'otel-collector'),
  },
  local alert = (import '../alert.libsonnet')(c),
  local process = '{{ or $labels.pod $labels.instance }}',
  local share(bad, good, by, percent) = collector.share(
    c.otelCollectorSelector,
    c.total,
    bad,
    good,
    c.process + ', ' + by,
    percent,
    c.otelCollectorMinItemsPerSecond
  ),

  prometheusAlerts+:: {
    groups+: [{
      name: 'otel-collector.alerts',
      rules: [
        alert('OtelCollectorAbsent', {
          severity: 'warning',
          'for': '10m',
          expr: |||
            group by (%(group)s) (present_over_time(up{%(otelCollectorSelector)s}[%(otelCollectorAbsentMemory)s]))
            unless
            group by (%(group)s) (up{%(otelCollectorSelector)s})
          ||| % c,
          summary: 'The OpenTelemetry collector is no longer scraped.',
          description: 'Prometheus has no target of the collector job {{ $labels.job }} any more, though it had some within the last %(otelCollectorAbsentMemory)s.' % c,
        }),
        alert('OtelCollectorDown', {
          severity: 'warning',
          'for': '5m',
          expr: 'up{%(otelCollectorSelector)s} == 0' % c,
          summary: 'An OpenTelemetry collector cannot be scraped.',
          description: 'Collector ' + process + ' cannot be scraped. What is sent to it meanwhile is kept by the senders for a short while only.',
        }),
        alert('OtelCollectorRestarting', {
          severity: 'warning',
          'for': '5m',
          expr: 'resets(%(uptime)s{%(otelCollectorSelector)s}[1h]) > %(otelCollectorRestartsPerHour)g' % c,
          summary: 'An OpenTelemetry collector restarts again and again.',
          description: 'Collector ' + process + ' restarted {{ printf "%.0f" $value }} times within an hour, and lost what it held in memory.',
        }),
        alert('OtelCollectorRefuses', {
          severity: 'warning',
          'for': '10m',
          expr: share('receiver_refused', 'receiver_accepted', 'receiver', c.otelCollectorRefusedPercent),
          summary: 'An OpenTelemetry collector refuses what is sent to it.',
          description: 'Collector ' + process + ' refuses {{ printf "%.0f" $value }}% of the {{ $labels.signal }} at receiver {{ $labels.receiver }}: it is out of memory, or what comes after the receiver fails.',
        }),
        alert('OtelCollectorExportFails', {
          severity: 'warning',
          'for': '10m',
          expr: share('exporter_send_failed', 'exporter_sent', 'exporter', c.otelCollectorFailedPercent),
          summary: 'An OpenTelemetry collector cannot deliver.',
          description: 'Collector ' + process + ' fails to send {{ printf "%.0f" $value }}% of the {{ $labels.signal }} of exporter {{ $labels.exporter }}, and has given up trying: they are lost.',
        }),
        alert('OtelCollectorQueueFilling', {
          severity: 'warning',
          'for': '10m',
          expr: |||
            100
              * otelcol_exporter_queue_size{%(otelCollectorSelector)s}
              / (otelcol_exporter_queue_capacity{%(otelCollectorSelector)s} > 0)
              > %(otelCollectorQueuePercent)g
          ||| % c,
          summary: 'The queue of an OpenTelemetry collector is almost full.',
          description: 'The queue of exporter {{ $labels.exporter }} of collector ' + process + ' is {{ printf "%.0f" $value }}% full. When it is full, what comes is dropped.',
        }),
        alert('OtelCollectorQueueOverflows', {
          severity: 'warning',
          'for': '10m',
          expr: share('exporter_enqueue_failed', 'exporter_sent', 'exporter', c.otelCollectorLostPercent),
          summary: 'An OpenTelemetry collector drops what its queue cannot hold.',
          description: 'Collector ' + process + ' drops {{ printf "%.0f" $value }}% of the {{ $labels.signal }} before exporter {{ $labels.exporter }}, whose queue is full.',
        }),
      ],
    }],
  },
}
