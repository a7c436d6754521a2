{
  _config+:: {
    // Selects the series of OpenTelemetryCollector.
    otelCollectorSelector: 'job="otel-collector"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `otel-collector`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // The labels that, with the cluster, tell one installation from another.
    otelCollectorGroupLabels: ['namespace', 'job'],

    // Whether names of its metrics end in units and `_total`. They do where `without_units` and
    // `without_type_suffix` of its reader are false, which is not what it does when nobody says.
    otelCollectorSuffixes: true,

    otelCollectorAbsentMemory: '6h',  // how long what went away is missed
    otelCollectorRestartsPerHour: 3,
    otelCollectorMinItemsPerSecond: 1,  // of spans, log records and metric points, below which shares mean nothing
    otelCollectorRefusedPercent: 5,
    otelCollectorFailedPercent: 5,
    otelCollectorLostPercent: 1,
    otelCollectorQueuePercent: 80,

    dashboards: {
      tags: ['mixgen', 'otel-collector'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
