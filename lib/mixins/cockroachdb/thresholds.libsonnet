// The key of `_config` that an alert compares with, by severity where there are several: what
// `threshold` changes. Each belongs to one alert alone.
{
  alertThresholds+:: {
    CockroachDBCPUHigh: { warning: 'cpuPercentWarning', critical: 'cpuPercentCritical' },
    CockroachDBChangefeedLatencyHigh: { warning: 'changefeedLatencySecondsWarning', critical: 'changefeedLatencySecondsCritical' },
    CockroachDBChangefeedRetries: 'changefeedRetries',
    CockroachDBClockOffsetHigh: 'clockOffsetMilliseconds',
    CockroachDBClusterDiskLow: 'clusterFreePercentWarning',
    CockroachDBDiskQueueHigh: { warning: 'diskQueueWarning', critical: 'diskQueueCritical' },
    CockroachDBHeartbeatLatencyHigh: { warning: 'heartbeatLatencySecondsWarning', critical: 'heartbeatLatencySecondsCritical' },
    CockroachDBHotNode: 'hotNodePoints',
    CockroachDBIntentsHigh: 'intentsThreshold',
    CockroachDBOpenFilesHigh: 'openFilesPercent',
    CockroachDBReadAmplificationHigh: { warning: 'readAmplificationWarning', critical: 'readAmplificationCritical' },
    CockroachDBSQLFailuresHigh: 'sqlFailurePercent',
    CockroachDBSQLLatencyHigh: 'sqlLatencySecondsP99',
    CockroachDBStoreDiskLow: { warning: 'storeFreePercentWarning', critical: 'storeFreePercentCritical' },
    CockroachDBWriteStalls: { warning: 'writeStallsWarning', critical: 'writeStallsCritical' },
  },
}
