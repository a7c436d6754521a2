// The key of `_config` that an alert compares with: what `threshold` changes.
{
  alertThresholds+:: {
    JaegerReadsFail: 'jaegerReadErrorsPercent',
    JaegerReadsSlow: 'jaegerReadSeconds',
    JaegerRefusesSpans: 'jaegerRefusedPercent',
    JaegerRestarting: 'jaegerRestartsPerHour',
    JaegerWritesFail: 'jaegerWriteErrorsPercent',
  },
}
