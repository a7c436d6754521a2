// A cluster in Docker, with the whole monitoring stack in it.
local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    platform: 'k3d',
    mode: 'install',
    components: ['blackbox', 'kubernetes'],
    addons: ['discord'],
    values: {
      blackbox: { probes: { website: { targets: ['https://example.org'] } } },
      prometheus: { retention: '2d', storage: '5Gi' },
    },
  },
})
