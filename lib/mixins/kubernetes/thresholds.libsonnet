// The key of `_config` that an alert compares with, by severity where there are several: what
// `threshold` changes. Each belongs to one alert alone.
{
  alertThresholds+:: {
    CPUThrottlingHigh: 'cpuThrottlingPercent',
    KubeAPITerminatedRequests: 'terminatedRequestsPercent',
    KubeAggregatedAPIDown: 'aggregatedApiAvailabilityPercent',
    KubeClientCertificateExpiration: { warning: 'certExpirationWarningSeconds', critical: 'certExpirationCriticalSeconds' },
    KubeClientErrors: 'clientErrorPercent',
    KubeJobNotCompleted: 'kubeJobTimeoutDuration',
    KubePersistentVolumeFillingUp: { warning: 'volumeFreeSpacePercentageWarning', critical: 'volumeFreeSpacePercentageCritical' },
    KubePersistentVolumeInodesFillingUp: { warning: 'volumeFreeInodesPercentageWarning', critical: 'volumeFreeInodesPercentageCritical' },
    KubeQuotaAlmostFull: 'quotaAlmostFullPercent',
    KubeletPlegDurationHigh: 'kubeletPlegSeconds',
    KubeletPodStartUpLatencyHigh: 'kubeletPodStartSeconds',
    KubeletTooManyPods: 'kubeletPodCapacityPercent',
  },
}
