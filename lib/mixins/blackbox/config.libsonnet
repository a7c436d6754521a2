{
  _config+:: {
    // Selects the series of the probes.
    blackboxSelector: 'job="blackbox"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `blackbox`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // A single failed probe is often the network's: what counts is the share of failures.
    blackboxFailedWindow: '5m',
    blackboxFailedPercent: 50,
    blackboxFlapsPerHour: 6,
    blackboxSlowSeconds: 5,

    // Renewal by ACME begins 30 days before the end: what is left after 21 has failed for days.
    blackboxCertificateWarningDays: 21,
    blackboxCertificateCriticalDays: 3,

    dashboards: {
      tags: ['mixgen', 'blackbox'],
      refresh: '30s',
      from: 'now-24h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
