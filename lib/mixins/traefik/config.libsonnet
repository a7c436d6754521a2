{
  _config+:: {
    // Selects the series of Traefik.
    traefikSelector: 'job="traefik"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `traefik`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    traefikDownMemory: '6h',  // how long targets that went away are missed

    // Over five minutes, by service. One with fewer requests than the minimum is not judged.
    traefikMinRequestsPerSecond: 0.5,
    traefikErrorsPercent: 5,
    // Slow is what takes longer than this bucket: Traefik has 0.1, 0.3, 1.2 and 5 seconds unless it
    // is told otherwise (`metrics.prometheus.buckets`), too few for percentiles.
    traefikSlowBucket: '1.2',
    traefikSlowPercent: 25,
    // Services that are slow by nature: 'service!~"reports-.+"'.
    traefikSlowSelector: 'service!=""',

    // Certificates whose renewal begins 30 days before the end. For those of a few days only take less.
    traefikCertificateWarningDays: 14,
    traefikCertificateCriticalDays: 3,

    dashboards: {
      tags: ['mixgen', 'traefik'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
