local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['http-service'],
    values: {
      'http-service': {
        services: {
          cart: 'pods',
          items: { objectiv: 99.9 },
          orders: { objective: 100 },
          pay: { metrics: 'flask' },
        },
      },
    },
  },
})
