local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: { components: ['etcd', { name: 'routing' }] },
}).mixgen.problems
