// An application with metrics of its own, and two alerts about it.
{
  local c = self,
  local v = c.values,
  name: 'shop',
  help: 'The shop and its checkout.',
  values: {
    '#namespace':: { help: 'namespace of the pods', legal: 'name' },
    namespace: 'shop',
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: {
      prometheusAlerts: {
        groups: [{
          name: 'shop.alerts',
          rules: [
            {
              alert: 'ShopDown',
              expr: 'up{job="shop"} == 0',
              'for': '5m',
              labels: { severity: 'critical' },
              annotations: {
                summary: 'A pod of the shop does not answer.',
                description: 'Pod {{ $labels.pod }} has not answered for 5 minutes.',
              },
            },
            {
              alert: 'ShopOrdersWait',
              expr: 'shop_orders_waiting{job="shop"} > 50',
              'for': '10m',
              labels: { severity: 'warning' },
              annotations: {
                summary: 'Orders wait.',
                description: '{{ $value }} orders have waited in pod {{ $labels.pod }} for 10 minutes.',
              },
            },
          ],
        }],
      },
    },
  },
  model: {
    namespaces: [v.namespace],
    scrape: {
      shop: { from: 'pods', namespace: v.namespace, selector: { app: 'shop' }, port: 'http', path: '/metrics' },
    },
  },
}
