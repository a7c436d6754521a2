// Projects of an OKD or OpenShift cluster join what the platform runs already.
local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  okd: {
    platform: 'okd',
    components: ['nats', import 'components/shop.libsonnet'],
    addons: ['slack'],
    values: {
      // Dashboards go where the project may write, for the Grafana operator.
      common: { namespace: 'shop', dashboards: 'operator' },
      nats: { namespace: 'shop-queue' },
      slack: { channel: '#shop-alerts' },
      alerts: { ShopOrdersWait: { threshold: 20 } },
    },
  },
})
