local mixgen = import 'mixgen/main.libsonnet';

local quiet = { name: 'quiet', patch: { etdc+: { values+: { namespace: 'x' } }, nats+: {} } };
[
  problem { known: std.length(problem.known) > 5 }
  for problem in mixgen.environments({ k3d: { components: ['etcd'], addons: [quiet] } }).mixgen.problems
]
