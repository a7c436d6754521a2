local mixgen = import 'mixgen/main.libsonnet';
local base = {
  components: ['etcd'],
  values: {
    alerts: {
      etcdHighCommitDurations: { disabled: { reason: 'the disks are replaced in January', until: '2027-01-31' } },
      etcdNoLeader: { disabled: { reason: 'somebody else looks' } },
    },
  },
};
mixgen.environments({ gke: base, k3d: base, nats: { components: ['nats'] } })
