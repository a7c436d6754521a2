local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd', 'kubernetes'],
    addons: ['discord'],
    values: {
      discord: { webhook: { secret: 'hooks' } },
      kubernetes: { jobs: { apiserver: 'kube-apiserver' } },
      etcd: { selector: { app: 'etcd' } },
    },
  },
}).mixgen.problems
