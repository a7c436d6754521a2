local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: {
      alerts: {
        etcdHighFsyncDurations: { 'for': '30m' },
        etcdNoLeader: { where: { severity: 'warning' }, 'for': '30m' },
      },
    },
  },
})
