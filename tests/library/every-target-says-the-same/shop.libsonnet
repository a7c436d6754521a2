local panel(id, type, more={}) = {
  id: id,
  type: type,
  title: type,
  gridPos: { x: 0, y: id, w: 12, h: 1 },
  targets: [{ refId: 'A', expr: 'shop_%s{job=~"$job"}' % type }],
} + more;

{
  prometheusAlerts:: {
    groups: [{
      name: 'shop',
      interval: '1m',
      rules: [
        { alert: 'ShopDown', expr: 'up{job="shop"} == 0', 'for': '5m', labels: { severity: 'critical' }, annotations: { summary: '{{ $labels.instance }} is down.' } },
      ],
    }, {
      // A name twice, as vendored mixins have it.
      name: 'shop',
      rules: [{ alert: 'ShopSlow', expr: 'shop_seconds > 1', labels: { severity: 'warning' }, annotations: {} }],
    }],
  },
  prometheusRules:: { groups: [{ name: 'shop.rules', rules: [{ record: 'shop:sales:rate5m', expr: 'rate(shop_sales[5m])' }] }] },
  grafanaDashboards:: {
    'shop.json': {
      title: 'Shop',
      uid: 'shop',
      time: { from: 'now-3h', to: 'now' },
      templating: {
        list: [
          { name: 'job', type: 'query', query: 'label_values(up{a="b", c="d"}, job)', includeAll: true, multi: true },
          { name: 'adhoc', type: 'adhoc' },
        ],
      },
      panels: [
        panel(1, 'timeseries'),
        panel(2, 'stat'),
        panel(3, 'nodeGraph'),
        panel(4, 'gauge', { repeat: 'job' }),
      ],
    },
  },
}
