// The key of `_config` that an alert compares with: what `threshold` changes. Each belongs to one alert alone.
{
  alertThresholds+:: {
    PrometheusOperatorListErrors: 'operatorListErrorPercent',
    PrometheusOperatorNodeLookupErrors: 'operatorLookupErrorsPerSecond',
    PrometheusOperatorReconcileErrors: 'operatorReconcileErrorPercent',
    PrometheusOperatorStatusUpdateErrors: 'operatorStatusErrorPercent',
    PrometheusOperatorWatchErrors: 'operatorWatchErrorPercent',
  },
}
