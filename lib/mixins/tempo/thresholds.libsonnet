// The key of `_config` that an alert compares with: what `threshold` changes.
{
  local mixin = self,

  alertThresholds+:: {
    TempoCompactionsFail: 'tempoCompactionErrorsPerHour',
    TempoDiscardsSpans: 'tempoDiscardedPercent',
    TempoFlushesFail: 'tempoFlushErrorsPer30Minutes',
    TempoPollsFail: 'tempoPollErrorsPer30Minutes',
    TempoRefusesSpans: 'tempoRefusedPercent',
    TempoRequestErrors: 'tempoRequestErrorsPercent',
    TempoRestarting: 'tempoRestartsPerHour',
    TempoRetentionFails: 'tempoRetentionErrorsPerHour',
    [if mixin._config.spanMetrics then 'TempoSpanMetricsNotWritten']: 'tempoWriteErrorsPercent',
  },
}
