// The key of `_config` that an alert compares with: what `threshold` changes.
{
  alertThresholds+:: {
    PyroscopeDiscardsProfiles: 'pyroscopeDiscardedPercent',
    PyroscopeRequestErrors: 'pyroscopeRequestErrorsPercent',
    PyroscopeRestarting: 'pyroscopeRestartsPerHour',
    PyroscopeUploadsFail: 'pyroscopeUploadErrorsPercent',
  },
}
