// What a platform team runs, in one cluster, at little cost.
local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  platform: {
    platform: 'kubeadm',
    mode: 'install',
    components: ['cockroachdb', 'deployments', 'etcd', 'http-service', 'kubernetes', 'nats'],
    addons: ['dead-mans-switch', 'email', 'low-cost', 'opsgenie'],
    values: {
      'http-service': {
        services: {
          accounts: { namespace: 'accounts', latency_seconds: 0.5 },
          billing: { namespace: 'billing', error_percent: 1 },
        },
      },
      etcd: { namespace: 'etcd' },
      opsgenie: { responders: [{ type: 'team', name: 'platform' }] },
      email: {
        to: 'platform@example.org',
        from: 'alerts@example.org',
        smarthost: 'smtp.example.org:587',
        username: 'alerts@example.org',
      },
    },
  },
})
