local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    platform: 'k3d',
    components: ['etcd', 'kubernetes'],
    values: {
      etcd: { drop+: { alerts: ['etcdNoLeader', 'etcdNoLeder'], dashboards: ['etdc.json'] } },
      kubernetes: { drop+: { rules: ['*'] } },
    },
  },
});
[
  problem { known: std.member(problem.known, 'etcdNoLeader') || std.member(problem.known, 'etcd.json') }
  for problem in environments.mixgen.problems
]
