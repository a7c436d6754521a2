local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: { components: ['etcd'], stack: { namspace: 'obs', labels: { rules: {} }, scope: 'galaxy', targets: ['helm'] } },
}).mixgen.problems
