// The key of `_config` that an alert compares with, by severity where there are several: what
// `threshold` changes. Each belongs to one alert alone.
{
  alertThresholds+:: {
    CoreDNSErrorsHigh: { warning: 'corednsErrorsWarningPercent', critical: 'corednsErrorsCriticalPercent' },
    CoreDNSForwardErrorsHigh: 'corednsForwardErrorsPercent',
    CoreDNSForwardHealthcheckBrokenCount: 'corednsHealthcheckBrokenPerSecond',
    CoreDNSForwardHealthcheckFailureCount: 'corednsHealthcheckFailuresPerSecond',
    CoreDNSForwardLatencyHigh: 'corednsForwardLatencySeconds',
    CoreDNSForwardRejectsQueries: 'corednsForwardRejectsPerSecond',
    CoreDNSLatencyHigh: { warning: 'corednsLatencyWarningSeconds', critical: 'corednsLatencyCriticalSeconds' },
    CoreDNSPanics: 'corednsPanicsPer15Minutes',
  },
}
