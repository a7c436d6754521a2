local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: { platform: 'k3d', mode: 'install', components: ['nats'], addons: ['discord'], values: { prometheus: { retention: '2d' } } },
})
