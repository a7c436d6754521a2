{
  _config+:: {
    // Selects the series of Parca.
    parcaSelector: 'job="parca"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `parca`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // The labels that, with the cluster, tell one installation from another.
    parcaGroupLabels: ['namespace', 'job'],

    parcaAbsentMemory: '6h',  // how long what went away is missed
    parcaRestartsPerHour: 3,
    parcaMinWritesPerSecond: 0.05,  // three a minute
    parcaWriteErrorsPercent: 5,
    parcaMinQueriesPerSecond: 0.02,
    parcaQueryErrorsPercent: 10,

    dashboards: {
      tags: ['mixgen', 'parca'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
