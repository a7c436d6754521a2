local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    documents: { 'etcd/role.yaml'+: { metadata+: { name: super.nam } } },
  },
})
