local mixgen = import 'mixgen/main.libsonnet';
local own = {
  name: 'shop',
  values: { mixin: {
    prometheusRules:: { groups: [{ name: 'shop', rules: [
      { record: 'shop:orders:rate5m', expr: 'sum(rate(orders_total[5m]))' },
      { record: 'shop:orders:week', expr: 'avg_over_time(shop:orders:rate5m[1w])' },
    ] }] },
    prometheusAlerts:: { groups: [{ name: 'shop', rules: [
      { alert: 'ShopSlow', expr: 'shop:orders:rate5m < 0.5 * shop:orders:week', 'for': '1m' },
      { alert: 'ShopDown', expr: 'rate(orders_total[1m]) == 0', 'for': '5m' },
    ] }] },
    grafanaDashboards:: { 'shop.json': { uid: 'shop', title: 'Shop', panels: [
      { title: 'Yesterday', targets: [{ expr: 'sum(rate(orders_total[5m] offset 1d))' }] },
      { title: 'Now', targets: [{ expr: 'sum(rate(orders_total[5m]))' }] },
    ] } },
  } },
};
local base = { mode: 'install', components: [own], values: { grafana: { install: false } } };
mixgen.environments({
  short: base { values+: { prometheus: { retention: '12h' } } },
  long: base { values+: { prometheus: { retention: '8d' } } },
  cheap: base { addons: ['low-cost'] },
})
