local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  ['x%s' % std.repeat('y', 70)]: { components: ['etcd'] },
  'con': { components: ['etcd'] },
})
