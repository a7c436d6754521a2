local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: { componnets: ['etcd'], platfrom: 'k3d' },
}).mixgen.problems
