// Workloads, as the API describes them: pods, deployments, stateful sets, daemon sets, jobs,
// autoscalers and disruption budgets. Fifteen minutes outlast a slow image pull.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local pod = q.object(['namespace', 'pod']);
  local container = q.object(['namespace', 'pod', 'container']);
  local deployment = q.object(['namespace', 'deployment']);
  local statefulset = q.object(['namespace', 'statefulset']);
  local revision = q.object(['namespace', 'statefulset', 'revision']);
  local daemonset = q.object(['namespace', 'daemonset']);
  local job = q.object(['namespace', 'job_name']);
  local hpa = q.object(['namespace', 'horizontalpodautoscaler']);
  local budget = q.object(['namespace', 'poddisruptionbudget']);
  {
    name: 'kubernetes-apps',
    rules: [
      alert('KubePodCrashLooping', {
        severity: 'warning',
        'for': '15m',
        expr: q.placed(container.highest('kube_pod_container_status_waiting_reason', '5m', 'reason="CrashLoopBackOff"') + ' == 1'),
        summary: 'A container keeps crashing.',
        description:
          'Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} crashes again and again; the kubelet delays its restarts.',
      }),
      alert('KubePodNotReady', {
        severity: 'warning',
        'for': config.podNotReadyFor,
        expr: q.placed(|||
          (
            %(waiting)s == 1
            or
            (
              %(running)s == 1
              and
              %(ready)s == 0
            )
          )
          unless %(ofJob)s
          unless %(gated)s == 1
        ||| % {
          waiting: pod.value('kube_pod_status_phase', 'phase=~"Pending|Unknown"'),
          running: pod.value('kube_pod_status_phase', 'phase="Running"'),
          ready: pod.value('kube_pod_status_ready', 'condition="true"'),
          ofJob: pod.value('kube_pod_owner', 'owner_kind="Job"'),
          gated: pod.value('kube_pod_status_reason', 'reason="SchedulingGated"'),
        }),
        summary: 'A pod does not become ready.',
        description:
          'Pod {{ $labels.namespace }}/{{ $labels.pod }} has not been ready for more than %s.' % config.podNotReadyFor,
      }),
      alert('KubeContainerWaiting', {
        severity: 'warning',
        'for': config.containerWaitingFor,
        // Not by reason: ErrImagePull and ImagePullBackOff take turns.
        expr: q.placed(container.total('kube_pod_container_status_waiting_reason', 'reason!="CrashLoopBackOff"') + ' > 0'),
        summary: 'A container waits to start.',
        description:
          'Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} has been waiting for more than %s, for its image, its configuration or its volumes.' % config.containerWaitingFor,
      }),
      alert('KubeDeploymentGenerationMismatch', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          %s
          !=
          %s
        ||| % [
          deployment.value('kube_deployment_status_observed_generation'),
          deployment.value('kube_deployment_metadata_generation'),
        ],
        summary: 'A change of a deployment was not taken up.',
        description:
          'The controller has not processed the latest specification of deployment {{ $labels.namespace }}/{{ $labels.deployment }}.',
      }),
      alert('KubeDeploymentReplicasMismatch', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          (
            %s
            -
            %s
          ) > 0
          and
          %s
        ||| % [
          deployment.value('kube_deployment_spec_replicas'),
          deployment.value('kube_deployment_status_replicas_available'),
          deployment.still('kube_deployment_status_replicas_updated', '10m'),
        ],
        summary: 'A deployment lacks replicas.',
        description:
          'Deployment {{ $labels.namespace }}/{{ $labels.deployment }} lacks {{ $value }} available replicas, and no rollout is under way.',
      }),
      alert('KubeDeploymentRolloutStuck', {
        severity: 'warning',
        'for': config.rolloutStuckFor,
        expr: deployment.value('kube_deployment_status_condition', 'condition="Progressing", status="false"') + ' == 1',
        summary: 'The rollout of a deployment is stuck.',
        description:
          'Deployment {{ $labels.namespace }}/{{ $labels.deployment }} exceeded its progress deadline and does not roll out further.',
      }),
      alert('KubeStatefulSetGenerationMismatch', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          %s
          !=
          %s
        ||| % [
          statefulset.value('kube_statefulset_status_observed_generation'),
          statefulset.value('kube_statefulset_metadata_generation'),
        ],
        summary: 'A change of a stateful set was not taken up.',
        description:
          'The controller has not processed the latest specification of stateful set {{ $labels.namespace }}/{{ $labels.statefulset }}.',
      }),
      alert('KubeStatefulSetReplicasMismatch', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          %s
          !=
          %s
          and
          %s
        ||| % [
          statefulset.value('kube_statefulset_status_replicas_ready'),
          statefulset.value('kube_statefulset_replicas'),
          statefulset.still('kube_statefulset_status_replicas_updated', '10m'),
        ],
        summary: 'A stateful set does not have the replicas it should.',
        description:
          'Stateful set {{ $labels.namespace }}/{{ $labels.statefulset }} has {{ $value }} ready replicas, which is not the number it asks for, and no rollout is under way.',
      }),
      alert('KubeStatefulSetUpdateNotRolledOut', {
        severity: 'warning',
        'for': config.rolloutStuckFor,
        expr: |||
          %(replicas)s
          !=
          %(updated)s
          and on (%(by)s)
          (
            %(current)s
            unless
            %(update)s
          )
          and
          %(still)s
        ||| % {
          by: statefulset.by,
          replicas: statefulset.value('kube_statefulset_replicas'),
          updated: statefulset.value('kube_statefulset_status_replicas_updated'),
          current: revision.value('kube_statefulset_status_current_revision'),
          update: revision.value('kube_statefulset_status_update_revision'),
          still: statefulset.still('kube_statefulset_status_replicas_updated', '5m'),
        },
        summary: 'The update of a stateful set is stuck.',
        description:
          'Stateful set {{ $labels.namespace }}/{{ $labels.statefulset }} still has pods of its old revision, and none is being replaced.',
      }),
      alert('KubeDaemonSetRolloutStuck', {
        severity: 'warning',
        'for': config.kubeDaemonSetRolloutStuckFor,
        expr: |||
          (
            %(updated)s
            !=
            %(desired)s
            or
            %(available)s
            !=
            %(desired)s
          )
          and
          %(still)s
        ||| % {
          desired: daemonset.value('kube_daemonset_status_desired_number_scheduled'),
          updated: daemonset.value('kube_daemonset_status_updated_number_scheduled'),
          available: daemonset.value('kube_daemonset_status_number_available'),
          still: daemonset.still('kube_daemonset_status_updated_number_scheduled', '5m'),
        },
        summary: 'The rollout of a daemon set is stuck.',
        description:
          'Daemon set {{ $labels.namespace }}/{{ $labels.daemonset }} does not run an up-to-date, available pod on every node that should have one, and makes no progress.',
      }),
      alert('KubeDaemonSetNotScheduled', {
        severity: 'warning',
        'for': '10m',
        expr: |||
          (
            %s
            -
            %s
          ) > 0
        ||| % [
          daemonset.value('kube_daemonset_status_desired_number_scheduled'),
          daemonset.value('kube_daemonset_status_current_number_scheduled'),
        ],
        summary: 'Pods of a daemon set are not scheduled.',
        description:
          '{{ $value }} pods of daemon set {{ $labels.namespace }}/{{ $labels.daemonset }} find no place on their node.',
      }),
      alert('KubeDaemonSetMisScheduled', {
        severity: 'warning',
        'for': '15m',
        expr: daemonset.value('kube_daemonset_status_number_misscheduled') + ' > 0',
        summary: 'Pods of a daemon set run where they should not.',
        description:
          '{{ $value }} pods of daemon set {{ $labels.namespace }}/{{ $labels.daemonset }} run on nodes that it does not select.',
      }),
      alert('KubeJobNotCompleted', {
        severity: 'warning',
        expr: |||
          time()
          - (
            %s
            and
            %s > 0
          ) > %d
        ||| % [
          job.value('kube_job_status_start_time'),
          job.value('kube_job_status_active'),
          config.kubeJobTimeoutDuration,
        ],
        summary: 'A job takes too long.',
        description:
          'Job {{ $labels.namespace }}/{{ $labels.job_name }} has been running for {{ $value | humanizeDuration }}.',
      }),
      alert('KubeJobFailed', {
        severity: 'warning',
        'for': '15m',
        expr: job.value('kube_job_failed', 'condition="true"') + ' > 0',
        summary: 'A job failed.',
        description:
          'Job {{ $labels.namespace }}/{{ $labels.job_name }} failed; this stays until the job is deleted.',
      }),
      alert('KubeHpaReplicasMismatch', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          %(current)s
          !=
          %(desired)s
          and
          %(current)s
          >
          %(lowest)s
          and
          %(current)s
          <
          %(highest)s
          and
          %(still)s
        ||| % {
          current: hpa.value('kube_horizontalpodautoscaler_status_current_replicas'),
          desired: hpa.value('kube_horizontalpodautoscaler_status_desired_replicas'),
          lowest: hpa.value('kube_horizontalpodautoscaler_spec_min_replicas'),
          highest: hpa.value('kube_horizontalpodautoscaler_spec_max_replicas'),
          still: hpa.still('kube_horizontalpodautoscaler_status_current_replicas', '15m'),
        },
        summary: 'An autoscaler does not reach the replicas it wants.',
        description:
          'Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} stays at {{ $value }} replicas although it wants another number.',
      }),
      alert('KubeHpaMaxedOut', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          %(current)s
          ==
          %(highest)s
          and
          %(highest)s
          !=
          %(lowest)s
        ||| % {
          current: hpa.value('kube_horizontalpodautoscaler_status_current_replicas'),
          lowest: hpa.value('kube_horizontalpodautoscaler_spec_min_replicas'),
          highest: hpa.value('kube_horizontalpodautoscaler_spec_max_replicas'),
        },
        summary: 'An autoscaler is at its maximum.',
        description:
          'Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} runs its maximum of {{ $value }} replicas and cannot follow more load.',
      }),
      alert('KubePdbNotEnoughHealthyPods', {
        severity: 'warning',
        'for': config.kubePdbNotEnoughHealthyPodsFor,
        expr: |||
          (
            %s
            -
            %s
          ) > 0
        ||| % [
          budget.value('kube_poddisruptionbudget_status_desired_healthy'),
          budget.value('kube_poddisruptionbudget_status_current_healthy'),
        ],
        summary: 'A disruption budget lacks healthy pods.',
        description:
          'Disruption budget {{ $labels.namespace }}/{{ $labels.poddisruptionbudget }} lacks {{ $value }} healthy pods: a drain would block, and service is below its own minimum.',
      }),
    ],
  }
