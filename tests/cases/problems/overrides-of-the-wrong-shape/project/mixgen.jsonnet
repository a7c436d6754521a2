local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: {
      alerts: {
        etcdNoLeader: { 'for': '5 minutes' },
        etcdMembersDown: { severty: 'info' },
        etcdGRPCRequestsSlow: { threshold: '1', labels: { team: 1 } },
        etcdAbsent: 'off',
        etcdHighCommitDurations: { disabled: { until: '2027-02-30' } },
        etcdInsufficientMembers: { disabled: {} },
      },
    },
  },
})
