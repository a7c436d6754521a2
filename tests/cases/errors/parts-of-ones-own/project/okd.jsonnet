local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  okd: {
    platform: 'okd',
    components: [{ name: 'router', model: { scrape: { router: { from: 'static', targets: ['192.0.2.1:9100'] } } } }],
  },
})
