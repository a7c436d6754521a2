{
  _config+:: {
    // Selects the series of Grafana about itself.
    grafanaSelector: 'job="grafana"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `grafana`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // Requests. A handler with fewer of them than the minimum is not judged, and those that only pass
    // on what a data source answers are not either.
    grafanaFailedPercent: 50,
    grafanaMinRequestsPerSecond: 0.05,
    grafanaHandlersIgnored: '/api/datasources/proxy/.*|/api/ds/query.*|/api/tsdb/query|/apis/query.*',

    dashboards: {
      tags: ['mixgen', 'grafana'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
