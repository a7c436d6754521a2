// The key of `_config` that an alert compares with: what `threshold` changes.
{
  alertThresholds+:: {
    GrafanaRequestsFailing: 'grafanaFailedPercent',
  },
}
