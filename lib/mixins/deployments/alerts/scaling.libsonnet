// Room to grow, and room to move.
function(config, alert, q)
  local hpa(what) = q.value(['horizontalpodautoscaler'], 'kube_horizontalpodautoscaler_' + what);
  local budget(what) = q.value(['poddisruptionbudget'], 'kube_poddisruptionbudget_status_' + what);
  {
    name: 'deployments-scaling.alerts',
    rules: [
      alert('WorkloadAutoscalerAtMaximum', {
        severity: 'warning',
        'for': config.patience,
        expr: |||
          %(current)s
          >=
          %(most)s
          and
          %(most)s
          >
          %(least)s
        ||| % {
          current: hpa('status_current_replicas'),
          most: hpa('spec_max_replicas'),
          least: hpa('spec_min_replicas'),
        },
        summary: 'An autoscaler is at its maximum.',
        description: 'Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} runs its maximum of {{ $value }} replicas and cannot follow more load.',
      }),
      alert('WorkloadBudgetBlocksDrains', {
        severity: 'info',
        'for': '1h',
        expr: |||
          %(allowed)s == 0
          and
          %(current)s
          >=
          %(desired)s
          and
          %(desired)s > 0
        ||| % {
          allowed: budget('pod_disruptions_allowed'),
          current: budget('current_healthy'),
          desired: budget('desired_healthy'),
        },
        summary: 'A disruption budget lets no node be drained.',
        description: 'Disruption budget {{ $labels.namespace }}/{{ $labels.poddisruptionbudget }} allows no pod to be moved although all are healthy.',
      }),
    ],
  }
