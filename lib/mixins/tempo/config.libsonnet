{
  _config+:: {
    // Selects the series of Tempo.
    tempoSelector: 'job="tempo"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `tempo`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // The labels that, with the cluster, tell one installation from another.
    tempoGroupLabels: ['namespace', 'job'],

    // Whether it turns spans into series.
    spanMetrics: true,

    tempoAbsentMemory: '6h',  // how long what went away is missed
    tempoRestartsPerHour: 3,
    tempoMinSpansPerSecond: 1,  // below which shares of spans mean nothing
    tempoRefusedPercent: 5,
    tempoDiscardedPercent: 1,
    tempoMinRequestsPerSecond: 0.05,  // three a minute
    tempoRequestErrorsPercent: 10,
    tempoPollErrorsPer30Minutes: 2,  // it polls every five minutes
    tempoFlushErrorsPer30Minutes: 2,
    tempoCompactionErrorsPerHour: 2,
    tempoRetentionErrorsPerHour: 2,
    tempoWriteErrorsPercent: 5,

    dashboards: {
      tags: ['mixgen', 'tempo'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
