local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: {
      alerts: {
        etcdNoLeder: { 'for': '5m' },
        etcdHighFsyncDurations: { 'for': '5m' },
        etcdNoLeader: { fro: '5m' },
        etcdAbsent: 'off',
      },
    },
  },
});
[
  problem { [if std.objectHas(problem, 'known') then 'known']: std.length(problem.known) > 0 }
  for problem in environments.mixgen.problems
]
