local mixgen = import 'mixgen/main.libsonnet';

local app = {
  local c = self,
  name: 'shop',
  values: { '#namespace':: 'namespace of the pods', namespace: 'shop' },
  model: {
    namespaces: [c.values.namespace],
    scrape: {
      shop: { from: 'services', namespace: c.values.namespace, selector: { app: 'shop' }, port: 'http', honorLabels: true, drop: ['go_.+', 'python_.+'] },
      'shop-router': { from: 'static', targets: ['router.example.org:9100'], interval: '1m', scheme: 'https' },
    },
  },
};
local documents = mixgen.environments({ k3d: { components: [app] } }).k3d;
{
  paths: std.objectFields(documents),
  services: documents['shop/service-monitor.yaml'],
  static: documents['shop/scrape-config-shop-router.yaml'],
  role: documents['shop/role-binding.yaml'],
}
