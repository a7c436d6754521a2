{
  _config+:: {
    // Selects the series of the operator.
    prometheusOperatorSelector: 'job="prometheus-operator"',

    // Selects those of the reloaders, which are targets of the jobs of Prometheus and Alertmanager; empty: all.
    configReloaderSelector: '',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `prometheus-operator`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // Shares of what fails.
    operatorListErrorPercent: 40,
    operatorWatchErrorPercent: 40,
    operatorReconcileErrorPercent: 10,
    operatorStatusErrorPercent: 10,
    operatorLookupErrorsPerSecond: 0.1,

    dashboards: {
      tags: ['mixgen', 'prometheus-operator'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
