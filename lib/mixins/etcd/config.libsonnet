{
  _config+:: {
    // Selects the series of the members.
    etcdSelector: 'job="etcd"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // The labels that, with the cluster, tell one etcd cluster from another.
    etcdGroupLabels: ['namespace', 'job'],

    // `{component}` becomes `etcd`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // Members and leader.
    etcdAbsentMemory: '6h',  // how long targets that went away are missed
    etcdPeerFailureWindow: '2m',  // at least four scrapes
    etcdPeerFailuresPerSecond: 0.01,
    etcdLeaderChangesPer15Minutes: 4,
    etcdFailedProposalsPerSecond: 1,

    // Requests. A method with fewer calls than the minimum is not judged.
    etcdMinRequestsPerSecond: 0.5,
    etcdFailedRequestsWarningPercent: 1,
    etcdFailedRequestsCriticalPercent: 5,
    etcdRequestSeconds: 0.15,
    etcdSlowMethodsIgnored: 'Defragment|Snapshot|HashKV|Hash',

    // Disk and network, 99th percentiles. A disk with fewer writes than the minimum is not judged.
    etcdMinDiskWritesPerSecond: 0.5,
    etcdFsyncWarningSeconds: 0.5,
    etcdFsyncCriticalSeconds: 1,
    etcdCommitSeconds: 0.25,
    etcdPeerRoundTripSeconds: 0.15,

    // Database: shares of the quota, of the file.
    etcdQuotaWarningPercent: 85,
    etcdQuotaCriticalPercent: 95,
    etcdGrowthMinPercent: 50,  // below this fill no growth is worth an alert
    etcdInUseMinPercent: 50,
    etcdFragmentationMinBytes: 100 * 1024 * 1024,

    dashboards: {
      tags: ['mixgen', 'etcd'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
