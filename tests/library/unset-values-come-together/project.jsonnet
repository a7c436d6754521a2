local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  gke: {
    components: ['etcd'],
    addons: ['email', { name: 'heartbeat', values: { '#url':: { help: 'address to call', type: 'string' }, url: null } }],
    values: { email: { from: 'alerts@example.org' } },
  },
}).mixgen.problems
