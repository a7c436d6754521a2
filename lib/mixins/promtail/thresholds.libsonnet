// The key of `_config` that an alert compares with: what `threshold` changes. Each belongs to one alert
// alone.
{
  alertThresholds+:: {
    PromtailLinesDropped: 'promtailDroppedPercent',
    PromtailRequestErrors: 'promtailRequestErrorsPercent',
  },
}
