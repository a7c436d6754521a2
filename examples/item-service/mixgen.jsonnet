// A FastAPI service in a k3s on one machine, watched by plain programs beside it.
local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  'item-service': {
    target: 'plain',
    platform: 'k3s',
    components: ['alloy', 'blackbox', 'http-service', 'loki', 'otel-collector', 'tempo'],
    addons: ['email'],
    values: {
      'http-service': {
        services: {
          'item-service': {
            // Pods with the label `app: item-service` that say by annotation where
            // their metrics are: see app/item-service.yaml.
            scrape: 'annotations',
            namespace: 'default',
            url: 'http://localhost:30080/healthz',
            // More than 5 % of at least one request in ten seconds.
            error_percent: 5,
            minimum_rate: 0.1,
            logs: 'filename=~"/var/log/pods/default_item-service-.+"',
          },
        },
      },
      // A budget of errors looks back three days.
      prometheus: { retention: '7d' },
      alloy: { files: ['/var/log/pods/default_item-service-*/*/*.log'], journal: false },
      // Pods reach it by the address of the machine.
      'otel-collector': {
        settings: { receivers: { otlp: { protocols: { http: { endpoint: '0.0.0.0:4318' } } } } },
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
