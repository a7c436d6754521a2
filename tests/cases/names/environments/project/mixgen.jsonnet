local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  'a b': { components: ['etcd'] },
  '../x': { components: ['etcd'] },
})
