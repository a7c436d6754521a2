{
  local mixin = self,
  local c = mixin._config {
    group: std.join(', ', [mixin._config.clusterLabel] + mixin._config.tempoGroupLabels),
    process: self.group + ', pod, instance',
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'tempo'),
  },
  local alert = (import '../alert.libsonnet')(c),
  local process = '{{ or $labels.pod $labels.instance }}',

  local common = (import '../backend.libsonnet')(c, alert, {
    name: 'Tempo',
    alert: 'Tempo',
    key: 'tempo',
    lost: 'While it is down its traces cannot be read, and new ones are soon lost.',
  }),

  // A counter comes with the first that it counts.
  local all(bad, good, by) =
    local rate(name) = 'sum by (%s) (rate(%s{%s}[10m]))' % [by, name, c.tempoSelector];
    '(%s + (%s or %s - %s))' % [rate(bad), rate(good), rate(bad), rate(bad)],

  local intake = [
    alert('TempoRefusesSpans', {
      severity: 'warning',
      'for': '10m',
      expr: |||
        100
          * sum by (%(process)s, receiver) (rate(tempo_receiver_refused_spans{%(tempoSelector)s}[10m]))
          / %(taken)s > %(tempoRefusedPercent)g
        and
        %(taken)s >= %(tempoMinSpansPerSecond)g
      ||| % (c { taken: all('tempo_receiver_refused_spans', 'tempo_receiver_accepted_spans', c.process + ', receiver') }),
      summary: 'Tempo refuses spans.',
      description: 'Tempo ' + process + ' refuses {{ printf "%.0f" $value }}% of the spans at receiver {{ $labels.receiver }}. Collectors try again for a while, then the spans are lost.',
    }),
    alert('TempoDiscardsSpans', {
      severity: 'warning',
      'for': '10m',
      expr: |||
        100
          * sum by (%(process)s, reason) (rate(tempo_discarded_spans_total{%(tempoSelector)s}[10m]))
          / on (%(process)s) group_left ()
        (%(taken)s >= %(tempoMinSpansPerSecond)g)
          > %(tempoDiscardedPercent)g
      ||| % (c { taken: all('tempo_discarded_spans_total', 'tempo_distributor_spans_received_total', c.process) }),
      summary: 'Tempo discards spans.',
      description: 'Tempo ' + process + ' discards {{ printf "%.1f" $value }}% of the spans, with reason {{ $labels.reason }}.',
    }),
  ],

  local requests = [
    alert('TempoRequestErrors', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        100
          * sum by (%(process)s, route) (rate(tempo_request_duration_seconds_count{%(tempoSelector)s, status_code=~"5.."}[10m]))
          / sum by (%(process)s, route) (rate(tempo_request_duration_seconds_count{%(tempoSelector)s}[10m]))
          > %(tempoRequestErrorsPercent)g
        and
        sum by (%(process)s, route) (rate(tempo_request_duration_seconds_count{%(tempoSelector)s}[10m])) >= %(tempoMinRequestsPerSecond)g
      ||| % c,
      summary: 'Many requests to Tempo fail.',
      description: '{{ printf "%.0f" $value }}% of the requests {{ $labels.route }} to Tempo ' + process + ' fail.',
    }),
  ],

  local storage = [
    alert('TempoFlushesFail', {
      severity: 'warning',
      'for': '5m',
      expr: 'increase(tempo_live_store_local_failed_flushes_total{%(tempoSelector)s}[30m]) > %(tempoFlushErrorsPer30Minutes)g' % c,
      summary: 'Tempo cannot store new traces.',
      description: 'Tempo ' + process + ' failed {{ printf "%.0f" $value }} times within 30 minutes to put a block into its storage. It keeps what it could not store on its own disk.',
    }),
    alert('TempoPollsFail', {
      severity: 'warning',
      'for': '5m',
      expr: 'sum by (%(process)s) (increase(tempodb_blocklist_poll_errors_total{%(tempoSelector)s}[30m])) > %(tempoPollErrorsPer30Minutes)g' % c,
      summary: 'Tempo cannot list what it stores.',
      description: 'Tempo ' + process + ' failed {{ printf "%.0f" $value }} times within 30 minutes to list the blocks of its storage: what was stored since is not found.',
    }),
    alert('TempoCompactionsFail', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        increase(tempodb_compaction_errors_total{%(tempoSelector)s}[1h]) > %(tempoCompactionErrorsPerHour)g
        and
        increase(tempodb_compaction_errors_total{%(tempoSelector)s}[15m]) > 0
      ||| % c,
      summary: 'Tempo cannot compact its blocks.',
      description: 'Tempo ' + process + ' failed {{ printf "%.0f" $value }} compactions within an hour. Queries become slow, and the storage grows.',
    }),
    alert('TempoRetentionFails', {
      severity: 'warning',
      'for': '15m',
      expr: 'increase(tempodb_retention_errors_total{%(tempoSelector)s}[1h]) > %(tempoRetentionErrorsPerHour)g' % c,
      summary: 'Tempo cannot delete what is too old.',
      description: 'Tempo ' + process + ' failed {{ printf "%.0f" $value }} times within an hour to delete old blocks: its storage will fill.',
    }),
  ],

  local generator = [
    alert('TempoSpanMetricsLimited', {
      severity: 'warning',
      'for': '15m',
      expr: 'sum by (%(process)s) (increase(tempo_metrics_generator_registry_series_limited_total{%(tempoSelector)s}[15m])) > 0' % c,
      summary: 'Tempo makes no more series of spans.',
      description: 'Tempo ' + process + ' reached the limit of the series that it makes of spans, and left out {{ printf "%.0f" $value }} within 15 minutes: rates by span are too low.',
    }),
    alert('TempoSpanMetricsNotWritten', {
      severity: 'warning',
      'for': '15m',
      expr: |||
        100
          * sum by (%(process)s) (rate(prometheus_remote_storage_samples_failed_total{%(tempoSelector)s}[10m]))
          / sum by (%(process)s) (rate(prometheus_remote_storage_samples_total{%(tempoSelector)s}[10m]))
          > %(tempoWriteErrorsPercent)g
      ||| % c,
      summary: 'Prometheus does not take the series that Tempo makes of spans.',
      description: '{{ printf "%.0f" $value }}% of the samples that Tempo ' + process + ' writes into Prometheus are refused: service graphs and span metrics have holes.',
    }),
  ],

  prometheusAlerts+:: {
    groups+: [
      { name: 'tempo.alerts', rules: common + intake + requests + storage },
    ] + (if c.spanMetrics then [{ name: 'tempo-span-metrics.alerts', rules: generator }] else []),
  },
}
