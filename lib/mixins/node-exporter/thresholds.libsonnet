// The key of `_config` that an alert compares with, by severity where there are several: what
// `threshold` changes. Each belongs to one alert alone.
{
  alertThresholds+:: {
    NodeCPUHighUsage: 'cpuPercent',
    NodeClockNotSynchronising: 'clockErrorSeconds',
    NodeClockSkewDetected: 'clockOffsetSeconds',
    NodeDiskIOSaturation: 'diskQueue',
    NodeFileDescriptorLimit: { warning: 'fileDescriptorPercentWarning', critical: 'fileDescriptorPercentCritical' },
    NodeFilesystemAlmostOutOfFiles: { warning: 'filesFreePercentWarning', critical: 'filesFreePercentCritical' },
    NodeFilesystemAlmostOutOfSpace: { warning: 'filesystemFreePercentWarning', critical: 'filesystemFreePercentCritical' },
    NodeFilesystemFilesFillingUp: { warning: 'filesFillingPercentWarning', critical: 'filesFillingPercentCritical' },
    NodeFilesystemSpaceFillingUp: { warning: 'filesystemFillingPercentWarning', critical: 'filesystemFillingPercentCritical' },
    NodeHighNumberConntrackEntriesUsed: 'conntrackPercent',
    NodeMemoryHighUtilization: 'memoryPercent',
    NodeMemoryMajorPagesFaults: 'majorPageFaultsPerSecond',
    NodeNetworkInterfaceFlapping: 'networkFlapsPer10Minutes',
    NodeNetworkReceiveErrs: 'networkErrorPercentReceived',
    NodeNetworkTransmitErrs: 'networkErrorPercentSent',
    NodeSystemSaturation: 'loadPerCPU',
    NodeSystemdServiceCrashlooping: 'serviceRestartsPer5Minutes',
  },
}
