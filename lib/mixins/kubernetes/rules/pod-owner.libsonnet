// Which workload a pod belongs to: the owner of its owner where there is one.
local queries = import '../query.libsonnet';
local rule = import '../rule.libsonnet';

function(config)
  local q = queries(config);
  local ksm = config.kubeStateMetricsSelector;
  local by = q.labels(['namespace', 'workload', 'pod']);

  local owned(matcher) = q.series('kube_pod_owner', ksm, matcher);

  // The owner's name becomes the label `to`.
  local renamed(series, to) = 'label_replace(%s, "%s", "$1", "owner_name", "(.+)")' % [series, to];

  // Pods whose owner `label` has itself an owner: of the kind, or none.
  local second(kind, label, owners, workload='owner_name') = |||
    max by (%(by)s) (
      label_replace(
        max by (%(pods)s) (%(pod)s)
        * on (%(on)s) group_left (owner_name)
          topk by (%(on)s) (1, max by (%(on)s, owner_name) (%(owners)s)),
        "workload", "$1", "%(workload)s", "(.+)"
      )
    )
  ||| % {
    by: by,
    pods: q.labels(['namespace', 'pod', label]),
    pod: renamed(owned('owner_kind="%s"' % kind), label),
    on: q.labels(['namespace', label]),
    owners: owners,
    workload: workload,
  };

  local workload(type, expr) = rule('namespace_workload_pod:kube_pod_owner:relabel', expr, { workload_type: type });
  local direct(series) = 'max by (%s) (\n  %s\n)' % [by, series];

  local named(matcher) = 'label_replace(%s, "workload", "$1", "pod", "(.+)")' % owned(matcher);
  local replicasets(matcher) = q.series('kube_replicaset_owner', ksm, matcher);
  local jobs(matcher) = q.series('kube_job_owner', ksm, matcher);
  // Older versions of kube-state-metrics write <none> where newer ones leave the label empty.
  local unowned = 'owner_kind=~"|<none>"';

  {
    name: 'k8s.rules.pod_owner',
    rules: [
      workload('deployment', second('ReplicaSet', 'replicaset', replicasets('owner_kind="Deployment"'))),
      workload('replicaset', second('ReplicaSet', 'replicaset', replicasets(unowned), 'replicaset')),
      workload('cronjob', second('Job', 'job_name', jobs('owner_kind="CronJob"'))),
      workload('job', second('Job', 'job_name', jobs(unowned), 'job_name')),
      workload('daemonset', direct(renamed(owned('owner_kind="DaemonSet"'), 'workload'))),
      workload('statefulset', direct(renamed(owned('owner_kind="StatefulSet"'), 'workload'))),
      workload('staticpod', direct(named('owner_kind="Node"'))),
      workload('barepod', direct(named(unowned))),
      // What operators run: Rollouts, clusters of databases and the like.
      workload('custom', std.rstripChars(
        second('ReplicaSet', 'replicaset', replicasets('owner_kind!~"Deployment||<none>"')), '\n'
      ) + '\nor\n' + direct(renamed(owned('owner_kind!~"ReplicaSet|DaemonSet|StatefulSet|Job|Node||<none>"'), 'workload'))),
    ],
  }
