{
  _config+:: {
    // Selects the series of Loki.
    lokiSelector: 'job="loki"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // The labels that, with the cluster, tell one installation from another.
    lokiGroupLabels: ['namespace', 'job'],

    // `{component}` becomes `loki`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    lokiAbsentMemory: '6h',  // how long what went away is missed

    dashboards: {
      tags: ['mixgen', 'loki'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
