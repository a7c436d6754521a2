local mixgen = import 'mixgen/main.libsonnet';

local app = {
  name: 'app',
  values: {
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: {
      prometheusAlerts: { groups: [{ name: 'app', rules: [
        { alert: 'OfAll', expr: 'kube_pod_info{namespace!="shop"} > 0' },
        { alert: 'OfShop', expr: 'kube_pod_info{namespace=~"shop|bar"} > 0' },
      ] }] },
    },
  },
  model: {},
};
mixgen.environments({
  shop: { tenant: 'shop', components: [app] },
})
