local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: { alerts+: { etcdNoLeader: { for: '30m' } } },
  },
})
