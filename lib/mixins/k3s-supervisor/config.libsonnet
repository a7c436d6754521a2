{
  _config+:: {
    // Selects the series of k3s on each node. One process has one registry, so they come with
    // those of the kubelet, and those of the datastore with those of the API server.
    k3sSelector: 'job="kubelet", metrics_path="/metrics"',
    k3sDatastoreSelector: 'job="apiserver"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `k3s-supervisor`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // k3s renews a certificate when it starts within the last 120 days of its year (older releases:
    // 90), and at no other time.
    k3sCertificateWarningDays: 30,
    k3sCertificateCriticalDays: 3,
    // Those of authorities live ten years, and their rotation must be planned.
    k3sAuthorityWarningDays: 90,

    k3sSnapshotFailureMemory: '13h',  // snapshots are taken every twelve hours

    // SQLite or another database behind kine, over five minutes.
    k3sDatastoreMinQueriesPerSecond: 1,
    k3sDatastoreSeconds: 1,
    k3sDatastoreErrorsPercent: 5,
    // Statements whose errors tell two writers apart: the second finds the row there.
    k3sDatastoreErrorsIgnored: '(?i)(insert|fill).*',

    dashboards: {
      tags: ['mixgen', 'k3s-supervisor'],
      refresh: '30s',
      from: 'now-24h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
