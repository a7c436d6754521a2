// What a user may change. The names are those of the upstream kubernetes-mixin where the meaning is
// the same; the jobs are those of kube-prometheus and kube-prometheus-stack.
{
  _config+:: {
    local config = self,

    // Selectors, as they stand between { and }.
    kubeStateMetricsSelector: 'job="kube-state-metrics"',
    kubeletSelector: 'job="kubelet", metrics_path="/metrics"',
    cadvisorSelector: 'job="kubelet", metrics_path="/metrics/cadvisor"',
    kubeApiserverSelector: 'job="apiserver"',
    kubeSchedulerSelector: 'job="kube-scheduler"',
    kubeControllerManagerSelector: 'job="kube-controller-manager"',
    kubeProxySelector: 'job="kube-proxy"',
    // Excludes what reports kubernetes_build_info without being part of the release.
    notKubeDnsCoreDnsSelector: 'job!~"kube-dns|coredns"',
    // Restricts the alerts on workloads, quotas and volumes: 'namespace=~"team-.+"', or null for all.
    namespaceSelector: null,
    // Restricts CPUThrottlingHigh further: 'container!="istio-proxy"'.
    cpuThrottlingSelector: '',
    // Labels of a claim whose volume may be full (needs kube-state-metrics to export the label).
    pvExcludedSelector: 'label_excluded_from_alerts="true"',

    // The label that names the Kubernetes cluster. With multiCluster, texts and dashboards show it.
    clusterLabel: 'cluster',
    multiCluster: false,
    showMultiCluster: config.multiCluster,

    // Workloads. Durations are PromQL durations, kubeJobTimeoutDuration is in seconds.
    podNotReadyFor: '15m',
    containerWaitingFor: '1h',
    rolloutStuckFor: '15m',
    kubeDaemonSetRolloutStuckFor: '15m',
    kubePdbNotEnoughHealthyPodsFor: '15m',
    kubeJobTimeoutDuration: 12 * 60 * 60,

    // Resources. The overcommit alerts keep the largest node in reserve from this many nodes on; on
    // smaller clusters only requests above the whole cluster count.
    overcommitReserveMinNodes: 3,
    quotaOvercommitPercent: 150,
    quotaAlmostFullPercent: 90,
    cpuThrottlingPercent: 25,
    // Scheduling periods (0.1 s each) within 5 minutes below which throttling is not judged.
    cpuThrottlingMinPeriods: 300,

    // Volumes: free share as PromQL numbers, and how the trend is judged.
    volumeFreeSpacePercentageCritical: '0.03',
    volumeFreeSpacePercentageWarning: '0.15',
    volumeFreeInodesPercentageCritical: '0.03',
    volumeFreeInodesPercentageWarning: '0.15',
    volumeFullPredictionSampleTime: '6h',
    volumeFullPredictionDays: 4,

    // Nodes and kubelets.
    kubeNodeUnreachableIgnoreKeys: [
      'ToBeDeletedByClusterAutoscaler',
      'cloud.google.com/impending-node-termination',
      'aws-node-termination-handler/spot-itn',
    ],
    kubeletPodCapacityPercent: 95,
    kubeletPlegSeconds: 10,
    kubeletPodStartSeconds: 60,
    kubeletCertExpirationWarningSeconds: 7 * 24 * 3600,
    kubeletCertExpirationCriticalSeconds: 24 * 3600,

    // Control plane.
    versionMismatchFor: '1h',
    clientErrorPercent: 1,
    // Requests per second of one client below which its errors are not judged.
    clientErrorMinimumRate: '0.1',
    certExpirationWarningSeconds: 7 * 24 * 3600,
    certExpirationCriticalSeconds: 24 * 3600,
    aggregatedApiAvailabilityPercent: 85,
    terminatedRequestsPercent: 20,

    // The API server's objective. A request is bad when it ends in 5xx or takes longer than its scope
    // allows (seconds; they must be bounds of apiserver_request_sli_duration_seconds_bucket).
    SLOs: {
      apiserver: {
        days: 30,
        target: 0.99,
        latency: { resource: 1, namespace: 5, cluster: 30, write: 1 },
        // Requests per second below which a verb is not judged.
        minimumRate: 0.1,
        windows: [
          { severity: 'critical', 'for': '2m', long: '1h', short: '5m', factor: 14.4 },
          { severity: 'critical', 'for': '15m', long: '6h', short: '30m', factor: 6 },
          { severity: 'warning', 'for': '1h', long: '1d', short: '2h', factor: 3 },
          { severity: 'warning', 'for': '3h', long: '3d', short: '6h', factor: 1 },
        ],
      },
    },
    kubeApiserverReadSelector: 'verb=~"LIST|GET"',
    kubeApiserverWriteSelector: 'verb=~"POST|PUT|PATCH|DELETE"',
    kubeApiserverNonStreamingSelector: 'subresource!~"proxy|attach|log|exec|portforward"',

    // `{component}` becomes `kubernetes`, `{alert}` the alert's name in lower case.
    runbookUrl: 'https://github.com/mixgen/mixgen/blob/main/docs/runbooks/{component}.md#{alert}',

    dashboards: {
      tags: ['kubernetes', 'mixgen'],
      refresh: '30s',
      from: 'now-1h',
      timezone: 'utc',
      datasourceDefault: 'default',
    },
  },
}
