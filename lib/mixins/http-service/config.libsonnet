{
  _config+:: {
    local config = self,

    // The services, by the value of the label `service` of their series; `*` is every series that has
    // one. Each may say otherwise than `defaults`.
    services: { '*': {} },
    defaults: {
      // Which names its metrics have: a key of presets.libsonnet, and single names that differ.
      metrics: 'fastapi',
      names: {},
      // Matchers of its series where they have no label `service` with its name.
      selector: null,
      // Requests to these routes are nobody's: they would water errors down.
      ignored_routes: '/metrics|/(health|healthz|livez|readyz|ready|live|ping)/?',
      // A share of requests that must not fail, in percent, and the requests a second below which
      // nothing is judged: one failure of two is no outage.
      objective: 99,
      minimum_rate: 0.1,
      // Errors of five minutes, in percent; null: not judged.
      error_percent: 5,
      // A bound of a bucket. Null: the preset's.
      latency_seconds: null,
      // The quantile that must stay below it; null: not judged.
      latency_quantile: 0.95,
      // A share of requests that must be faster, in percent; null: no budget.
      latency_objective: 95,
      // Requests under way in one process; null: not judged.
      in_progress: 50,
      // Shares of limits, in percent.
      memory_percent: 90,
      open_files_percent: 80,
      // Traffic below so many percent of what it was so long ago, if that was at least so much; null:
      // not judged.
      traffic_drop_percent: 50,
      traffic_drop_against: '1w',
      traffic_drop_minimum_rate: 1,
      // Lines of log that look like errors, in a minute; null: not judged. `logs` are LogQL's matchers
      // of its lines; null: those of pods with its name in `namespace`, if that is known, else those with
      // the label `service_name` that Loki makes.
      error_lines_per_minute: 30,
      logs: null,
      namespace: null,
      // Labels of its alerts.
      labels: {},
    },

    // The error budget is judged over a long and a short window at once: the long one says that it
    // matters, the short one that it still goes on.
    windows: [
      { severity: 'critical', 'for': '2m', long: '1h', short: '5m', factor: 14.4 },
      { severity: 'critical', 'for': '15m', long: '6h', short: '30m', factor: 6 },
      { severity: 'warning', 'for': '1h', long: '1d', short: '2h', factor: 3 },
      { severity: 'warning', 'for': '3h', long: '3d', short: '6h', factor: 1 },
    ],
    budgetDays: 30,

    // How long what went away is missed.
    absentMemory: '6h',

    // What a line of log that is an error looks like, as a stage of LogQL.
    errorLines: '|~ `(?i)\\b(error|critical|fatal|panic|exception|traceback)\\b`',

    // Selectors of what the cluster knows of containers, as they stand between { and }.
    cadvisorSelector: 'job="kubelet", metrics_path="/metrics/cadvisor"',
    kubeStateMetricsSelector: 'job="kube-state-metrics"',
    blackboxSelector: 'job="blackbox"',

    // The labels that, with the cluster and `service`, tell one service from another.
    groupLabels: ['namespace'],

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // Whether durations are shown as heatmaps, too.
    heatmaps: true,
    // Rows of dashboards that ask other data sources, by their uid; null: no such row.
    datasources: { probes: true, logs: 'loki', traces: 'tempo', jaeger: null, profiles: 'pyroscope' },

    // `{component}` becomes `http-service`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    dashboards: {
      tags: ['mixgen', 'http'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
