local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  dev: { components: ['etcd'] },
  prod: { components: ['etcd'] },
})
