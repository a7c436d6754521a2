{
  _config+:: {
    // Selects the series of Prometheus itself.
    prometheusSelector: 'job="prometheus"',

    // Selects the targets that TargetDown is about; empty: all.
    targetSelector: '',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `prometheus`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // Targets. The labels tell groups of targets of one kind apart.
    targetGroupLabels: ['namespace', 'job', 'service'],
    targetDownPercent: 10,

    // Notifications.
    notificationErrorPercentSome: 1,
    notificationErrorPercentAny: 3,
    notificationQueueHorizonMinutes: 30,

    // Remote write.
    remoteWriteFailedPercent: 1,
    remoteWriteBehindSeconds: 120,

    // Queries, as a share of those that may run at once.
    queryLoadPercent: 80,

    dashboards: {
      tags: ['mixgen', 'prometheus'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
