{
  _config+:: {
    // Selects the series of Jaeger. Names of its metrics end in units and `_total`: `without_units` and
    // `without_type_suffix` of its reader must be false.
    jaegerSelector: 'job="jaeger"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `jaeger`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // The labels that, with the cluster, tell one installation from another.
    jaegerGroupLabels: ['namespace', 'job'],

    jaegerAbsentMemory: '6h',  // how long what went away is missed
    jaegerRestartsPerHour: 3,
    jaegerMinSpansPerSecond: 1,  // below which shares of spans mean nothing
    jaegerRefusedPercent: 5,
    jaegerWriteErrorsPercent: 5,
    jaegerMinReadsPerSecond: 0.05,  // three a minute
    jaegerReadErrorsPercent: 10,
    jaegerReadSeconds: 5,

    dashboards: {
      tags: ['mixgen', 'jaeger'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
