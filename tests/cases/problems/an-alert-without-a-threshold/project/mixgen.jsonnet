local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: {
      alerts: {
        etcdNoLeader: { expr: 'up == 0', threshold: 3 },
        etcdInsufficientMembers: { threshold: 3 },
      },
    },
  },
})
