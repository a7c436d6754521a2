{
  _config+:: {
    // Selects the series of Promtail.
    promtailSelector: 'job="promtail"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // The labels that, with the cluster, tell one installation from another.
    promtailGroupLabels: ['namespace', 'job'],

    // `{component}` becomes `promtail`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    promtailDroppedPercent: 1,
    promtailDroppedMinLinesPerSecond: 0.1,
    promtailRequestErrorsPercent: 10,
    promtailRequestsMinPerSecond: 0.02,
  },
}
