local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: {
      etcd+: { mixin: import 'mixin.libsonnet' },
      alerts+: { Slow: { labels+: { severity: 'info' } } },
    },
  },
})
