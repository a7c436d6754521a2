local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  // One environment: its output is the folder out/k3d.
  k3d: {
    platform: 'k3d',
    components: ['kubernetes'],
    addons: ['discord'],
    values: {
      // The webhook's URL is read from this Secret; it is never written here.
      discord+: { webhook+: { secret: 'mixgen-discord', key: 'url' } },
    },
  },
})
