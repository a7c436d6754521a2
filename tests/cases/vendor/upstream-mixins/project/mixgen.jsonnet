local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  a: {
    platform: 'k3d',
    stack: { name: 'kube-prometheus', brings+: { rules: [] } },
    components: ['etcd', 'kubernetes'],
    addons: ['upstream-mixins'],
  },
})
