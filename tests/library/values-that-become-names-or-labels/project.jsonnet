local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord'],
    values: {
      common: { prefix: 'Team_', namespace: '-obs' },
      etcd: { namespace: 'my etcd', selector: { app: 1 } },
      labels: { alerts: { tier: 1 } },
      discord: { severities: ['critical', 2] },
    },
  },
  shop: { tenant: 'Shop' },
}).mixgen.problems
