local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: [{ name: 'slo', requires: ['etcd', 'kubernetes', 'nats'] }],
  },
}).mixgen.problems
