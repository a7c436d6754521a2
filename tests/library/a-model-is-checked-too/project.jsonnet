local mixgen = import 'mixgen/main.libsonnet';

[
  problem { [if std.objectHas(problem, 'known') then 'known']: std.length(problem.known) > 0 }
  for problem in mixgen.environments({
    k3d: {
      components: ['etcd'],
      addons: ['discord', { name: 'pager', model: { chanels: {}, routes: { pager: { channel: 'discrod' } } } }],
    },
  }).mixgen.problems
]
