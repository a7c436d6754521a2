// The key of `_config` that an alert compares with: what `threshold` changes. Each belongs to one alert alone.
{
  alertThresholds+:: {
    PrometheusErrorSendingAlertsToAnyAlertmanager: 'notificationErrorPercentAny',
    PrometheusErrorSendingAlertsToSomeAlertmanagers: 'notificationErrorPercentSome',
    PrometheusHighQueryLoad: 'queryLoadPercent',
    PrometheusRemoteStorageFailures: 'remoteWriteFailedPercent',
    PrometheusRemoteWriteBehind: 'remoteWriteBehindSeconds',
    TargetDown: 'targetDownPercent',
  },
}
