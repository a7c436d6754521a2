local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd', 'nats', 'etcd'],
    addons: ['discord', import 'mixgen/addons/discord.libsonnet'],
  },
}).mixgen.problems
