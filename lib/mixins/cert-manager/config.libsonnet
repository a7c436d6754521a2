{
  _config+:: {
    // Selects the series of the controller.
    certManagerSelector: 'job="cert-manager"',

    // The label with the namespace of a Certificate: its own where the scrape honours labels, else
    // `exported_namespace`, beside the pod's.
    certManagerNamespaceLabel: 'namespace',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `cert-manager`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    certManagerDownMemory: '6h',  // how long targets that went away are missed

    // What of the time between the moment of renewal and the end has passed: the same for a
    // certificate of 90 days, renewed after 60, and one of six.
    certManagerOverdueWarningPercent: 30,
    certManagerOverdueCriticalPercent: 85,

    // Requests that an authority refused because there were too many.
    certManagerRateLimitedPer6Hours: 3,

    // Work that a controller gives up and tries again. A conflict of two writers is one such error.
    certManagerSyncErrorsPercent: 25,
    certManagerMinSyncsPerSecond: 0.02,

    dashboards: {
      tags: ['mixgen', 'cert-manager'],
      refresh: '30s',
      from: 'now-24h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
