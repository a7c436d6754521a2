{
  _config+:: {
    // Which workloads are watched: matchers of their namespaces as they stand between { and }, and
    // names as regular expressions.
    namespaceSelector: 'namespace!~"kube-.+|openshift-.+"',
    workloads: '.+',
    ignoredWorkloads: '',

    // Selectors of what the cluster knows of them.
    kubeStateMetricsSelector: 'job="kube-state-metrics"',
    cadvisorSelector: 'job="kubelet", metrics_path="/metrics/cadvisor"',

    // The label that tells one Kubernetes cluster from another, and whether its name belongs into texts.
    clusterLabel: 'cluster',
    multiCluster: false,

    // `{component}` becomes `deployments`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    // No replica at all wakes somebody. What the generic alerts on deployments and pods say after
    // fifteen minutes is said a minute before them, so that they can be kept quiet.
    unavailableFor: '5m',
    patience: '14m',

    // Replicas that must be available, in percent of those wanted.
    availablePercent: 100,
    restartsPerHour: 5,
    oomKillsPerHour: 2,
    // `{ 'namespace/workload': { availablePercent: 50 } }`; without a namespace, of that name anywhere.
    exceptions: {},

    // Labels of alerts: `{ team: { namespace: 'value', 'namespace/workload': 'value' } }`.
    labels: {},

    dashboards: {
      tags: ['mixgen', 'deployments'],
      refresh: '30s',
      from: 'now-3h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
