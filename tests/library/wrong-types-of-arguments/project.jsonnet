local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  a: { components: 'etcd', values: [], target: 1, platform: true },
  b: { components: ['etcd', 7] },
  c: 'k3d',
}).mixgen.problems
