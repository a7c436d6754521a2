local rule = import '../rule.libsonnet';

function(config) {
  name: 'kube-scheduler.rules',
  rules: [
    rule(
      'cluster_quantile:%s:histogram_quantile' % metric,
      'histogram_quantile(%s, sum by (%s, le) (rate(%s_bucket{%s}[5m])))' % [
        quantile,
        config.clusterLabel,
        metric,
        config.kubeSchedulerSelector,
      ],
      { quantile: quantile }
    )
    for metric in [
      'scheduler_scheduling_attempt_duration_seconds',
      'scheduler_pod_scheduling_sli_duration_seconds',
    ]
    for quantile in ['0.99', '0.9', '0.5']
  ],
}
