// A cluster in Docker, with the whole monitoring stack in it.
local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    platform: 'k3d',
    mode: 'install',
    components: ['blackbox', 'kubernetes'],
    addons: ['discord', 'low-cost'],
    values: {
      blackbox: { probes: { website: { targets: ['https://example.org'] } } },
      'low-cost': { storage: '5Gi' },
    },
  },
})
