// The key of `_config` that an alert compares with: what `threshold` changes.
{
  alertThresholds+:: {
    ParcaQueriesFail: 'parcaQueryErrorsPercent',
    ParcaRestarting: 'parcaRestartsPerHour',
    ParcaWritesFail: 'parcaWriteErrorsPercent',
  },
}
