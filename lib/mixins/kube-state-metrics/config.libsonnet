{
  _config+:: {
    // Selects the series of kube-state-metrics about itself.
    kubeStateMetricsSelector: 'job="kube-state-metrics"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `kube-state-metrics`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // Shares of requests to the API server that fail.
    listErrorPercent: 1,
    watchErrorPercent: 1,

    dashboards: {
      tags: ['mixgen', 'kube-state-metrics'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
