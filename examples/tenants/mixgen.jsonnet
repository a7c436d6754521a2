// Two teams in one cluster, each with its own namespace, limits and channel, and
// the platform's own environment beside them.
local mixgen = import 'mixgen/main.libsonnet';

local team(name, channel) = {
  cluster: 'shared',
  platform: 'kubeadm',
  tenant: { name: name, namespace: 'team-' + name, samples: 20000, targets: 50 },
  addons: [channel],
};

mixgen.environments({
  platform: {
    cluster: 'shared',
    platform: 'kubeadm',
    components: ['kubernetes', 'blackbox'],
    addons: ['pagerduty'],
    values: { blackbox: { probes: { ingress: { targets: ['https://example.org/healthz'] } } } },
  },

  shop: team('shop', 'slack') {
    components: ['nats'],
    values: { slack: { channel: '#shop' } },
  },

  search: team('search', 'discord') {
    components: ['etcd'],
  },
})
