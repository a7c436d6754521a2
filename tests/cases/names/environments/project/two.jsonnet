local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  prod: { components: ['etcd'] },
  Prod: { components: ['etcd'] },
})
