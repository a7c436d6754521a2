// What the kinds of workloads have in common, under common names: alerts and panels need not ask which
// it is. The label that names the kind's own object stays beside `workload`.
local queries = import './query.libsonnet';

{
  local mixin = self,
  local config = mixin._config,
  local q = queries(config),
  local kinds = std.objectFields(q.kinds),

  local recorded(record, expr, labels={}) = {
    record: record,
    expr: std.rstripChars(expr, '\n'),
    [if labels != {} then 'labels']: labels,
  },
  local ofKind(record, kind, expr) = recorded(record, q.workload(kind, expr), { workload_type: kind }),

  // Whoever is paused, or scaled to nothing, is so on purpose.
  local wanted(kind) =
    local replicas = q.ofKind(kind, q.kinds[kind].wanted) + ' > 0';
    if kind != 'deployment' then replicas
    else '%s\nunless\n%s == 1' % [replicas, q.ofKind(kind, 'kube_deployment_spec_paused')],

  local revision(which) = q.value(['statefulset', 'revision'], 'kube_statefulset_status_%s_revision' % which, q.named('statefulset')),
  local outdated(kind) = '%s\n>\n%s' % [q.ofKind(kind, q.kinds[kind].wanted), q.ofKind(kind, q.kinds[kind].updated)],
  // Where the pods are not those of the last change; a deployment says itself when it gave up.
  local unfinished = {
    deployment: q.ofKind('deployment', 'kube_deployment_status_condition', 'condition="Progressing", status="false"') + ' == 1',
    statefulset: |||
      %s
      and on (%s)
      (
        %s
        unless
        %s
      )
    ||| % [outdated('statefulset'), q.labels(['statefulset']), revision('current'), revision('update')],
    daemonset: outdated('daemonset'),
  },
  local ignored(kind) = '%s\n!=\n%s' % [
    q.ofKind(kind, 'kube_%s_status_observed_generation' % kind),
    q.ofKind(kind, 'kube_%s_metadata_generation' % kind),
  ],

  local owned(kind, name) = q.series(
    'kube_pod_owner',
    std.join(', ', [m for m in ['owner_kind="%s"' % kind, q.named(name)] if m != ''])
  ),
  local renamed(series, to) = 'label_replace(%s, "%s", "$1", "owner_name", "(.+)")' % [series, to],
  // The owner of the owner: pod, replica set, deployment.
  local deployed = |||
    max by (%(pod)s) (
      label_replace(
        max by (%(replica)s) (%(owned)s)
        * on (%(set)s) group_left (owner_name)
          topk by (%(set)s) (1, max by (%(set)s, owner_name) (%(sets)s)),
        "workload", "$1", "owner_name", "(.+)"
      )
    )
  ||| % {
    pod: q.labels(['pod', 'workload']),
    replica: q.labels(['pod', 'replicaset']),
    set: q.labels(['replicaset']),
    owned: renamed(q.series('kube_pod_owner', 'owner_kind="ReplicaSet"'), 'replicaset'),
    sets: q.series('kube_replicaset_owner', std.join(', ', [m for m in ['owner_kind="Deployment"', q.named('owner_name')] if m != ''])),
  },
  local direct(kind) = 'max by (%s) (\n  %s\n)' % [q.labels(['pod', 'workload']), renamed(owned(kind, 'owner_name'), 'workload')],
  local pods(kind, expr) = recorded('workload_pod:kube_pod_owner:max', expr, { workload_type: kind }),

  prometheusRules+:: {
    groups+: [
      {
        name: 'deployments.rules',
        rules: [
          ofKind('workload:kube_replicas_wanted:max', kind, wanted(kind))
          for kind in kinds
        ] + [
          ofKind('workload:kube_replicas_%s:max' % what, kind, q.ofKind(kind, q.kinds[kind][what]))
          for what in ['available', 'updated']
          for kind in kinds
        ] + [
          recorded(
            'workload:kube_replicas_available:ratio',
            '%s\n/\n%s' % [q.recorded('workload:kube_replicas_available:max'), q.recorded('workload:kube_replicas_wanted:max')]
          ),
        ] + [
          ofKind('workload:kube_rollout_unfinished:max', kind, unfinished[kind])
          for kind in kinds
        ] + [
          ofKind('workload:kube_change_ignored:max', kind, ignored(kind))
          for kind in ['deployment', 'statefulset']
        ] + [
          pods('daemonset', direct('DaemonSet')),
          pods('deployment', deployed),
          pods('statefulset', direct('StatefulSet')),
          recorded('workload_container:kube_restarts:increase1h', q.withOwner('max by (%s) (increase(%s[1h]))' % [
            q.labels(['pod', 'container']),
            q.series('kube_pod_container_status_restarts_total'),
          ])),
        ],
      },
    ],
  },
}
