local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['deployments', 'http-service'],
    values: {
      deployments: { labels: { 'my-team': { shop: 'sales' } } },
      'http-service': {
        services: {
          Cart: {},
          items: { latency_seconds: 0.7 },
          orders: { names: { statuses: 'code', requests: null } },
          pay: { scrape: 'static' },
          web: { url: 'https://example.org' },
        },
      },
    },
  },
  okd: {
    platform: 'okd',
    components: ['http-service'],
    values: { 'http-service': { services: { items: { scrape: 'annotations' } } } },
  },
})
