local mixgen = import 'mixgen/main.libsonnet';

local addon = {
  name: 'teams',
  model: {
    channels: { [name]: { type: 'discord', settings: { title: 'T', message: 'M' }, secrets: { webhook_url: { secret: name, key: 'url' } }, send_resolved: true } for name in ['db', 'web'] },
    routes: {
      web: { channel: 'web', match: { team: 'web' }, order: 1 },
      db: { channel: 'db', match: { team: 'db' }, order: 2, continue: false },
    },
    inhibitions: { critical: { source: { severity: 'critical' }, target: { severity: ['warning', 'info'] }, equal: ['alertname'] } },
  },
};
local documents = mixgen.environments({ k3d: { components: ['etcd'], addons: [addon] } }).k3d;
{ [part]: documents[part + '/alertmanager-config.yaml'].spec for part in ['routing', 'teams'] }
