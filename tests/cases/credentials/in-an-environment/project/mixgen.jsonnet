local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord'],
    documents: { 'discord/alertmanager-config.yaml'+: { spec+: { extra: '@URL@' } } },
  },
})
