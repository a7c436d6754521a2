// One project, moved from target to target by one word: what its documents
// say, read out of the documents of each target.
local mixgen = import 'mixgen/main.libsonnet';
local said = import 'said.libsonnet';

local base = {
  platform: 'k3d',
  components: [
    'blackbox',
    'cockroachdb',
    'nats',
    {
      name: 'shop',
      help: 'Targets of all kinds, and dashboards of all panels.',
      values: { mixin: import 'shop.libsonnet' },
      model: {
        scrape: {
          'shop-static': { from: 'static', targets: ['shop.example.org:9100'], scheme: 'https', path: '/m', drop: ['go_.*'] },
          'shop-service': { from: 'services', namespace: 'shop', selector: { app: 'shop', 'app.kubernetes.io/part-of': 'web' }, port: 'http' },
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
  addons: ['discord', 'email', 'opsgenie', 'slack', (import 'mixgen/addons/discord.libsonnet') { name: 'discord-night' }],
  values: {
    blackbox: {
      prober: 'prober.example.org:9115',
      probes: {
        website: { targets: ['https://example.org', 'https://example.com/health'] },
        mail: { targets: ['mail.example.org:25'], module: 'tcp_connect', interval: '1m', labels: { team: 'post' } },
      },
    },
    'discord-night': { severities: ['critical'] },
    email: { to: 'a@example.org', from: 'b@example.org', smarthost: 'mail.example.org:25', username: 'u' },
    common: { runbooks: 'https://runbooks.example.org/{alert}' },
  },
};
local environments = mixgen.environments({
  crd: base,
  helm: base { target: 'helm' },
  plain: base { target: 'plain' },
  rhob: base { target: 'rhob' },
  'crd-install': base { mode: 'install' },
  'helm-join': base { target: 'helm', mode: 'join' },
  'plain-join': base { target: 'plain', mode: 'join' },
  'rhob-join': base { target: 'rhob', mode: 'join' },
});
local names = std.objectFields(environments);
local all = { [name]: said(environments[name]) for name in names };
{
  problems: environments.mixgen.problems,
  counted: { [kind]: std.length(all.crd[kind]) for kind in std.objectFields(all.crd) },
  some: {
    [kind]: all.crd[kind]
    for kind in ['dashboards', 'probes', 'receivers', 'routes', 'targets']
  },
  missing: {
    [name]: {
      [kind]: std.setDiff(all.crd[kind], all[name][kind])
      for kind in std.objectFields(all.crd)
      if std.setDiff(all.crd[kind], all[name][kind]) != []
    }
    for name in names
  },
  // What the project says, no target adds to.
  more: {
    [name]: {
      [kind]: std.setDiff(all[name][kind], all.crd[kind])
      for kind in ['probes', 'receivers', 'routes']
      if std.setDiff(all[name][kind], all.crd[kind]) != []
    }
    for name in names
  },
  told: {
    [environment]: std.set([
      warning.what
      for warning in environments.mixgen.warnings
      if warning.code == 'unsaid' && std.member(warning.environments, environment)
    ])
    for environment in names
  },
}
