local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: [import 'a.libsonnet', import 'b.libsonnet'],
  },
})
