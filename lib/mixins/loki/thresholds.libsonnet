// The key of `_config` that an alert compares with: what `threshold` changes. Each belongs to one alert
// alone.
{
  alertThresholds+:: {
    LogErrorShareHigh: 'lokiErrorLinesPercent',
    LokiCompactorHasNotSuccessfullyRunCompaction: 'lokiCompactionHours',
    LokiDiscardedLines: 'lokiDiscardedPercent',
    LokiFlushesFail: 'lokiFlushFailuresPercent',
    LokiQueriesSlow: 'lokiQuerySeconds',
    LokiReceivesNothing: 'lokiSilentMinLinesPerSecond',
    LokiRequestErrors: 'lokiErrorsPercent',
    LokiRequestLatency: 'lokiLatencySeconds',
    LokiRetentionNotApplied: 'lokiRetentionHours',
    LokiRuleEvaluationFailures: 'lokiRuleFailuresPercent',
    LokiRulerNotificationsFail: 'lokiNotificationErrorsPercent',
    LokiWalDiskAlmostFull: 'lokiWalDiskPercent',
  },
}
