{
  _config+:: {
    // Selects the series of Loki.
    lokiSelector: 'job="loki"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // The labels that, with the cluster, tell one installation from another.
    lokiGroupLabels: ['namespace', 'job'],

    // `{component}` becomes `loki`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // Requests. Routes that wait for logs or for work are never done soon.
    lokiAbsentMemory: '6h',  // how long what went away is missed
    lokiWaitingRoutes: '(?i).*(tail|loop|watch|subscribe).*',
    lokiQueryRoutes: 'loki_api_v1_(detected|index|patterns|query|series).*|.*Querier.*',
    lokiErrorsPercent: 10,
    lokiErrorsMinRequestsPerSecond: 0.1,
    lokiLatencySeconds: 1,
    lokiQuerySeconds: 30,
    lokiLatencyMinRequestsPerSecond: 0.1,

    // Logs on their way in.
    lokiDiscardedPercent: 1,
    lokiDiscardedMinLinesPerSecond: 0.1,
    lokiSilentMinLinesPerSecond: 1,  // what came in an hour ago where nothing comes now
    lokiFlushFailuresPercent: 20,
    lokiFlushesMinPerSecond: 0.005,  // three in ten minutes
    lokiWalDiskPercent: 85,

    // Logs that are kept. `lokiRetentionExpected` says whether retention is meant to be on: then it is
    // also missed where it has never run.
    lokiCompactionHours: 3,
    lokiRetentionHours: 24,
    lokiRetentionExpected: false,

    // Rules over logs.
    lokiRuleFailuresPercent: 5,
    lokiRuleEvaluationsMinPerSecond: 0.005,
    lokiNotificationErrorsPercent: 5,
    lokiNotificationsMinPerSecond: 0.005,

    // Streams that the rules over logs read, and the labels that name a program in them.
    lokiLogSelector: 'namespace=~".+"',
    lokiLogLabels: ['namespace', 'app'],
    lokiErrorLinesPercent: 50,
    lokiErrorMinLinesPerSecond: 0.5,

    dashboards: {
      tags: ['mixgen', 'loki'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
