{
  _config+:: {
    // Selects the series of the Alertmanagers.
    alertmanagerSelector: 'job="alertmanager"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // The labels that, with the cluster, tell one cluster of Alertmanagers from another.
    alertmanagerGroupLabels: ['namespace', 'job'],

    // `{component}` becomes `alertmanager`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // Regular expression of the integrations that must work: those that wake people. When another one
    // fails that is a warning. `.+` is all.
    alertmanagerCriticalIntegrations: '.+',

    // Messages that fail. One alone is often the network's, and is sent again.
    alertmanagerFailedPercent: 1,
    alertmanagerFailedPercentCluster: 1,
    alertmanagerMinFailed: 2,

    // Shares of the Alertmanagers.
    alertmanagerDownPercent: 50,
    alertmanagerCrashloopingPercent: 50,
    alertmanagerRestartsPer10Minutes: 4,

    dashboards: {
      tags: ['mixgen', 'alertmanager'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
