// A service as a whole: is it there, is it whole, does a change arrive?
function(config, alert, q)
  local workload = '{{ $labels.workload_type }} {{ $labels.namespace }}/{{ $labels.workload }}';
  // The name under which other alerts know the service.
  local service = { service: '{{ $labels.workload }}' };
  local ratio = q.recorded('workload:kube_replicas_available:ratio');
  local still = 'changes(%s[10m]) == 0' % q.recorded('workload:kube_replicas_updated:max');
  {
    name: 'deployments.alerts',
    rules: [
      alert('WorkloadUnavailable', {
        severity: 'critical',
        'for': config.unavailableFor,
        expr: ratio + ' == 0',
        labels+: service,
        summary: 'A service has no replica.',
        description: 'No replica of ' + workload + ' is available.',
      }),
      alert('WorkloadDegraded', {
        severity: 'warning',
        'for': config.patience,
        expr: |||
          (
            %s
          )
          and
          %s > 0
          and
          %s
        ||| % [
          q.indented(q.excepted('workload:kube_replicas_available:ratio', 'availablePercent', function(series, percent) '100 * %s < %g' % [series, percent])),
          ratio,
          still,
        ],
        labels+: service,
        summary: 'A service lacks replicas.',
        description: 'Only {{ printf "%.0f" $value }} % of the replicas of ' + workload + ' are available, and no rollout is under way.',
      }),
      alert('WorkloadRolloutStuck', {
        severity: 'warning',
        'for': config.patience,
        expr: '%s\nand\n%s' % [q.recorded('workload:kube_rollout_unfinished:max'), still],
        labels+: service,
        summary: 'The rollout of a service is stuck.',
        description: 'The pods of ' + workload + ' are not those of its last change, and nothing moves.',
      }),
      alert('WorkloadChangeIgnored', {
        severity: 'warning',
        'for': config.patience,
        expr: q.recorded('workload:kube_change_ignored:max'),
        labels+: service,
        summary: 'A change of a service was not taken up.',
        description: 'The controller has not looked at the last change of ' + workload + '.',
      }),
    ],
  }
