local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: { etcd: { drop+: { alerts: ['etcdNoLeader'], rules: ['*'], dashboards: ['etcd.json'] } } },
  },
});
local documents = environments.k3d;
{
  problems: environments.mixgen.problems,
  paths: std.objectFields(documents),
  groups: [group.name for group in documents['etcd/prometheus-rule.yaml'].spec.groups],
  noLeader: std.length(std.findSubstr('etcdNoLeader', std.toString(documents['etcd/prometheus-rule.yaml']))),
}
