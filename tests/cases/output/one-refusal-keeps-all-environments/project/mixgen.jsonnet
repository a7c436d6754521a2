local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  a: { components: ['etcd'] },
  b: { components: ['etcd'] },
})
