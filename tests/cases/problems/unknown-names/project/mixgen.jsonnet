local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    platform: 'k4d',
    components: ['etdc', 'postgres'],
    addons: ['dicsord'],
    target: 'crds',
    mode: 'joyn',
    stack: 'kube-prometheus-stak',
  },
})
