local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    platform: 'k3d',
    components: ['kubernetes', 'nats'],
    values: { alerts: { KubePodNotReady: { 'for': '30m' }, NatsServerDown: { 'for': '1m' } } },
  },
})
