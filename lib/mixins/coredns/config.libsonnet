{
  _config+:: {
    // Selects the series of CoreDNS.
    corednsSelector: 'job="coredns"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `coredns`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    corednsDownMemory: '6h',  // how long targets that went away are missed

    // Shares and percentiles over five minutes. With fewer requests than the minimum nothing is judged.
    corednsMinRequestsPerSecond: 1,
    // One client that asks for a broken zone makes a percent or two of SERVFAIL.
    corednsErrorsWarningPercent: 3,
    corednsErrorsCriticalPercent: 10,
    // Resolvers in pods give up after five seconds.
    corednsLatencyWarningSeconds: 1,
    corednsLatencyCriticalSeconds: 4,

    // Servers to which it forwards what it does not know itself.
    corednsForwardErrorsPercent: 5,
    corednsForwardLatencySeconds: 2,
    corednsHealthcheckFailuresPerSecond: 0.05,
    corednsHealthcheckBrokenPerSecond: 0.05,
    corednsForwardRejectsPerSecond: 0.1,

    corednsPanicsPer15Minutes: 0,
    corednsReloadFailureMemory: '6h',  // how long a configuration that was refused is worth an alert

    dashboards: {
      tags: ['mixgen', 'coredns'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
