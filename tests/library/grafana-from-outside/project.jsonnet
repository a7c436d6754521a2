local mixgen = import 'mixgen/main.libsonnet';
local environments = mixgen.environments({
  ingress: { mode: 'install', components: ['nats'], values: { grafana: { host: 'grafana.example.org', tls: 'grafana-tls', config: { users: { default_theme: 'light' }, analytics: { reporting_enabled: true } } } } },
  route: { platform: 'okd', mode: 'install', stack: 'kube-prometheus', components: ['nats'], values: { grafana: { host: 'grafana.apps.example.org' } } },
});
{
  [name]: {
    local documents = environments[name],
    ingress: std.get(std.get(documents, 'grafana/ingress.yaml', {}), 'spec', 'none'),
    route: std.get(std.get(documents, 'grafana/route.yaml', {}), 'spec', 'none'),
    peers: documents['grafana/network-policy.yaml'].spec.ingress[0].from,
    settings: std.split(documents['grafana/config-map.yaml'].data['grafana.ini'], '\n'),
  }
  for name in std.objectFields(environments)
}
