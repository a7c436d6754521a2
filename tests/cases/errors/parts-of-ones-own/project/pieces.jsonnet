local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd', { name: 'shop', model: { scrape: { shop: { from: 'pods', namespace: 'shop' } } } }],
    addons: [{ name: 'pager', model: { channels: { pager: { type: 'webhok' } } } }],
  },
})
