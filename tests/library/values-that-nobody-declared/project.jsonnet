local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord'],
    values: {
      etcd: { namespce: 'db' },
      discord: { webhook+: { name: 'ops' } },
      nats: { namespace: 'queues' },
    },
  },
}).mixgen.problems
