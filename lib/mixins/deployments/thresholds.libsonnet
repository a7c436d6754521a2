// The key of `_config` that an alert compares with.
{
  alertThresholds+:: {
    WorkloadDegraded: 'availablePercent',
    WorkloadOOMKilled: 'oomKillsPerHour',
    WorkloadRestarting: 'restartsPerHour',
  },
}
