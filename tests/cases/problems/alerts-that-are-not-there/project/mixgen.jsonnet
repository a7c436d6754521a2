local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: { alerts+: { EtcdNoLeadr: { 'for': '1m' } }, etcd+: { drop+: { alerts: ['etcdNoLeder'] } } },
  },
})
