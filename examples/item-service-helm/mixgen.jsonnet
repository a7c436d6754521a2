// The item-service of the example beside, by the chart kube-prometheus-stack.
local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  'item-service': {
    target: 'helm',
    platform: 'k3d',
    components: [
      'alloy',
      'blackbox',
      'deployments',
      'http-service',
      'kubernetes',
      'loki',
      'otel-collector',
      'tempo',
    ],
    addons: ['email', 'low-cost'],
    values: {
      'http-service': {
        services: {
          'item-service': {
            scrape: 'annotations',
            namespace: 'default',
            url: 'http://item-service.default.svc/healthz',
          },
        },
      },
      // A budget of errors looks back three days.
      'low-cost': { interval: '30s', retention: '4d', storage: '10Gi' },
      email: {
        to: 'team@example.org',
        from: 'alerts@example.org',
        smarthost: 'smtp.example.org:587',
        username: 'alerts@example.org',
      },
    },
  },
})
