// What a user may change. Durations are PromQL durations, ratios are percentages.
{
  _config+:: {
    // The targets that serve /_status/vars, as it stands between { and }.
    cockroachdbSelector: 'job="cockroachdb"',
    // What tells one CockroachDB cluster from another, beside the cluster label.
    identityLabels: ['namespace', 'job'],

    // The label that names the Kubernetes cluster. With multiCluster, texts and dashboards show it.
    clusterLabel: 'cluster',
    multiCluster: false,

    // Nodes. How long nodes that went away are missed.
    downMemory: '6h',
    livenessMismatchWarningFor: '5m',
    livenessMismatchCriticalFor: '15m',
    heartbeatLatencySecondsWarning: '0.5',
    heartbeatLatencySecondsCritical: '3',
    // A node stops itself at 0.8 of --max-offset, which is 500 ms by default.
    clockOffsetMilliseconds: 300,
    versionMismatchFor: '4h',

    // Load.
    cpuPercentWarning: 80,
    cpuPercentCritical: 90,
    // Points that the busiest node lies above the median.
    hotNodePoints: 30,
    // Memory that a node may use, in bytes; null leaves CockroachDBMemoryHigh out, because the
    // database does not report the limit of its container.
    memoryLimitBytes: null,
    memoryPercentWarning: 80,
    memoryPercentCritical: 90,
    openFilesPercent: 80,

    // Stores.
    storeFreePercentWarning: 30,
    storeFreePercentCritical: 10,
    clusterFreePercentWarning: 20,
    diskQueueWarning: 10,
    diskQueueCritical: 20,
    // Stalls per second; the warning is one a minute.
    writeStallsWarning: '1 / 60',
    writeStallsCritical: '1',
    readAmplificationWarning: 50,
    readAmplificationCritical: 150,
    intentsThreshold: 10000000,

    // SQL. Ratios and latencies are judged from this many statements a second on.
    sqlMinimumRate: '1',
    sqlFailurePercent: 5,
    sqlLatencySecondsP99: '2',

    // Changefeeds.
    changefeedRetries: 50,
    changefeedLatencySecondsWarning: 600,
    changefeedLatencySecondsCritical: 900,

    // Certificates and the licence: seconds left.
    expirationSecondsWarning: 21 * 24 * 3600,
    expirationSecondsCritical: 3 * 24 * 3600,

    // `{component}` becomes `cockroachdb`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    dashboards: {
      tags: ['cockroachdb', 'mixgen'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
