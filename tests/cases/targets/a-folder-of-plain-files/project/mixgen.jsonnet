local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  plain: {
    target: 'plain',
    cluster: 'cellar',
    components: ['nats', 'blackbox', { name: 'disks', model: { scrape: { disks: { from: 'static', targets: ['10.0.0.5:9100'] } } } }],
    addons: ['discord'],
    values: {
      blackbox: { probes: { website: { targets: ['https://example.org'] } } },
      prometheus: { retention: '30d', retention_size: '50GiB' },
    },
  },
})
