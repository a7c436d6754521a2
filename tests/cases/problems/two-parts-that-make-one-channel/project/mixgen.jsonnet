local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord', { name: 'chat', model: { channels: { discord: { type: 'discord', secrets: {}, send_resolved: true } } } }],
  },
})
