// The key of `_config` that an alert compares with, by severity where there are several: what
// `threshold` changes. Each belongs to one alert alone.
{
  alertThresholds+:: {
    etcdDatabaseHighFragmentationRatio: 'etcdInUseMinPercent',
    etcdDatabaseQuotaLowSpace: { warning: 'etcdQuotaWarningPercent', critical: 'etcdQuotaCriticalPercent' },
    etcdExcessiveDatabaseGrowth: 'etcdGrowthMinPercent',
    etcdGRPCRequestsSlow: 'etcdRequestSeconds',
    etcdHighCommitDurations: 'etcdCommitSeconds',
    etcdHighFsyncDurations: { warning: 'etcdFsyncWarningSeconds', critical: 'etcdFsyncCriticalSeconds' },
    etcdHighNumberOfFailedGRPCRequests: { warning: 'etcdFailedRequestsWarningPercent', critical: 'etcdFailedRequestsCriticalPercent' },
    etcdHighNumberOfFailedProposals: 'etcdFailedProposalsPerSecond',
    etcdHighNumberOfLeaderChanges: 'etcdLeaderChangesPer15Minutes',
    etcdMemberCommunicationSlow: 'etcdPeerRoundTripSeconds',
  },
}
