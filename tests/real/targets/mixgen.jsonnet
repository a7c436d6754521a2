// One project for every target, in mode install and join, for `run` to judge.
local mixgen = import 'mixgen/main.libsonnet';

local base = {
  platform: 'k3d',
  components: [
    'blackbox',
    'cert-manager',
    'cockroachdb',
    'coredns',
    'etcd',
    'ingress-nginx',
    'k3s-supervisor',
    'kubernetes',
    'nats',
    'traefik',
    {
      name: 'shop',
      help: 'Targets of the other kinds.',
      model: {
        scrape: {
          'shop-static': { from: 'static', targets: ['shop.example.org:9100'], scheme: 'https', drop: ['go_.*'] },
          'shop-service': { from: 'services', namespace: 'shop', selector: { app: 'shop' }, port: 'http' },
          'shop-tls': {
            from: 'pods',
            namespace: 'shop',
            selector: { app: 'till' },
            port: 'metrics',
            scheme: 'https',
            tls: { secret: 'till', ca: 'ca.crt', cert: 'tls.crt', key: 'tls.key' },
          },
        },
      },
    },
  ],
  // Those that Alertmanager 0.25 reads from files, too.
  addons: ['email', 'opsgenie', 'pagerduty', 'slack'],
  values: {
    blackbox: {
      prober: 'prober.example.org:9115',
      probes: {
        website: { targets: ['https://example.org'] },
        // What Helm would take for a template.
        braces: { targets: ['https://example.org/{{ .Values }}'], module: 'tcp_connect', labels: { team: '{{web}}' } },
      },
    },
    email: { to: 'a@example.org', from: 'b@example.org', smarthost: 'mail.example.org:25', username: 'u' },
    slack: { severities: ['warning'] },
  },
};
local found(discovery) = { values+: { plain: { discovery: discovery } } };

mixgen.environments({
  crd: base,
  'crd-install': base { mode: 'install' },
  'crd-join-chart': base { stack: 'kube-prometheus-stack' },
  helm: base { target: 'helm' },
  rhob: base { target: 'rhob' },
  'rhob-join': base { target: 'rhob', mode: 'join' },
  'plain-files': base { target: 'plain' } + found('files'),
  'plain-kubernetes': base { target: 'plain' } + found('kubernetes'),
  'plain-join': base { target: 'plain', mode: 'join' },
})
