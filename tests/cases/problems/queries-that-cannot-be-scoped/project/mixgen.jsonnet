local mixgen = import 'mixgen/main.libsonnet';

local app = {
  name: 'app',
  values: {
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: {
      prometheusAlerts: { groups: [{ name: 'app', rules: [
        { alert: 'Late', expr: 'time() - sum(last_run > 5' },
        { alert: 'Slow', expr: 'rate(requests_total) > 5' },
        { alert: 'Fine', expr: 'up == 0' },
      ] }] },
      grafanaDashboards: { 'app.json': {
        title: 'App',
        templating: { list: [{ name: 'label', type: 'query', query: 'label_names()' }] },
        panels: [
          { title: 'Logs', datasource: { type: 'loki' }, targets: [{ expr: '{app="x"} |= "error"' }] },
          { type: 'row', panels: [{ title: 'Above', targets: [{ expr: 'up > $limit' }] }] },
          { title: 'Shared', libraryPanel: { uid: 'x', name: 'Shared' } },
        ],
      } },
    },
  },
  model: {},
};
mixgen.environments({
  shop: { tenant: 'shop', components: [app] },
})
