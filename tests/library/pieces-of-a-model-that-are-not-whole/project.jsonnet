local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: [{
      name: 'app',
      model: {
        scrape: {
          app: { namespace: 'app' },
          jobs: { from: 'cronjobs' },
          web: { from: 'pods', namespace: 'app' },
        },
      },
    }],
    addons: [{
      name: 'pager',
      model: {
        channels: { pager: { type: 'pagr' }, other: {} },
        routes: { pager: { match: { severity: 'critical' } } },
        inhibitions: { quiet: { source: { severity: 'critical' } } },
      },
    }],
  },
  okd: {
    platform: 'okd',
    components: [{ name: 'router', model: { scrape: { router: { from: 'static', targets: ['192.0.2.1:9100'] } } } }],
  },
}).mixgen.problems
