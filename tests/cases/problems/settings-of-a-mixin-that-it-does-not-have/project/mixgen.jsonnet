local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: { etcd+: { config+: { etcdSelektor: 'job="x"' } } },
  },
})
