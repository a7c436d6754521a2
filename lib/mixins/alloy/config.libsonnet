{
  _config+:: {
    // Selects the series of Alloy.
    alloySelector: 'job="alloy"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // The labels that, with the cluster, tell one installation from another.
    alloyGroupLabels: ['namespace', 'job'],

    // `{component}` becomes `alloy`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    alloyAbsentMemory: '6h',  // how long what went away is missed
    alloyDroppedPercent: 1,
    alloyDroppedMinLinesPerSecond: 0.1,
    alloyRequestErrorsPercent: 10,
    alloyRequestsMinPerSecond: 0.02,
    alloyRestartsPerHour: 3,

    dashboards: {
      tags: ['mixgen', 'alloy'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
