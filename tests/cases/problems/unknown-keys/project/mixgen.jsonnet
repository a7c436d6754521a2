local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: { component: ['etcd'], adons: [], colour: 'red' },
})
