local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord'],
    values: { discord+: { severities: 'critical', resolved: 'yes' } },
  },
})
