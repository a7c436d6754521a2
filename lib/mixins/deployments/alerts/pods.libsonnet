// Pods of the workloads: mostly the cause of what is wrong with a service.
function(config, alert, q)
  local container = 'Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }}';
  local service = { service: '{{ $labels.workload }}' };
  local inContainer = ['pod', 'container'];
  local by = q.labels(inContainer);
  local waiting(reasons) =
    'sum by (%s) (%s)' % [by, q.series('kube_pod_container_status_waiting_reason', 'reason=~"%s"' % reasons)];
  local phase(phases) = q.value(['pod'], 'kube_pod_status_phase', 'phase=~"%s"' % phases) + ' == 1';
  {
    name: 'deployments-pods.alerts',
    rules: [
      alert('WorkloadCrashLooping', {
        severity: 'warning',
        'for': '10m',
        expr: q.withOwner('(max by (%s) (max_over_time(%s[5m])) == 1)' % [
          by,
          q.series('kube_pod_container_status_waiting_reason', 'reason="CrashLoopBackOff"'),
        ]),
        labels+: service,
        summary: 'A container of a service keeps crashing.',
        description: container + ' ({{ $labels.workload }}) crashes again and again; the kubelet delays its restarts.',
      }),
      alert('WorkloadImagePullFailing', {
        severity: 'warning',
        'for': '10m',
        // Not by reason: ErrImagePull and ImagePullBackOff take turns.
        expr: q.withOwner('(%s > 0)' % waiting('ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|RegistryUnavailable')),
        labels+: service,
        summary: 'The image of a service cannot be pulled.',
        description: container + ' ({{ $labels.workload }}) waits for an image that cannot be pulled.',
      }),
      alert('WorkloadContainerNotCreated', {
        severity: 'warning',
        'for': '10m',
        expr: q.withOwner('(%s > 0)' % waiting('CreateContainerConfigError|CreateContainerError|RunContainerError')),
        labels+: service,
        summary: 'A container of a service cannot be created.',
        description: container + ' ({{ $labels.workload }}) cannot be created: mostly a Secret, a ConfigMap or a key in it is missing.',
      }),
      alert('WorkloadRestarting', {
        severity: 'warning',
        'for': '5m',
        expr: q.excepted('workload_container:kube_restarts:increase1h', 'restartsPerHour', function(series, most) '%s > %g' % [series, most]),
        labels+: service,
        summary: 'A container of a service restarts again and again.',
        description: container + ' ({{ $labels.workload }}) restarted {{ printf "%.0f" $value }} times within an hour.',
      }),
      alert('WorkloadOOMKilled', {
        severity: 'warning',
        'for': '2m',
        expr: |||
          %s
          and on (%s)
          %s == 1
        ||| % [
          // increase() extrapolates, and counts two restarts as a little less or more.
          q.excepted('workload_container:kube_restarts:increase1h', 'oomKillsPerHour', function(series, least) '%s > %g' % [series, least - 0.5]),
          by,
          q.value(inContainer, 'kube_pod_container_status_last_terminated_reason', 'reason="OOMKilled"'),
        ],
        labels+: service,
        summary: 'A container of a service runs out of memory.',
        description: container + ' ({{ $labels.workload }}) restarted {{ printf "%.0f" $value }} times within an hour, the last time because it used more memory than its limit.',
      }),
      alert('WorkloadPodNotReady', {
        severity: 'info',
        'for': config.patience,
        expr: q.withOwner(|||
          (
            (
              %s
              or
              %s
              and
              %s == 0
            )
            unless
            %s == 1
          )
        ||| % [
          phase('Pending|Unknown'),
          phase('Running'),
          q.value(['pod'], 'kube_pod_status_ready', 'condition="true"'),
          q.value(['pod'], 'kube_pod_status_reason', 'reason="SchedulingGated"'),
        ]),
        labels+: service,
        summary: 'A pod of a service is not ready.',
        description: 'Pod {{ $labels.namespace }}/{{ $labels.pod }} ({{ $labels.workload }}) takes no traffic.',
      }),
    ],
  }
