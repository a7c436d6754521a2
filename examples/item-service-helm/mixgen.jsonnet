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
    addons: ['email'],
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
      email: {
        to: 'team@example.org',
        from: 'alerts@example.org',
        smarthost: 'smtp.example.org:587',
        username: 'alerts@example.org',
      },
    },
  },
})
