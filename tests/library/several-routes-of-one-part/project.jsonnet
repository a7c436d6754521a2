local mixgen = import 'mixgen/main.libsonnet';

local addon = {
  name: 'teams',
  model: {
    channels: { [name]: { type: 'discord', secrets: { webhook_url: { secret: name, key: 'url' } }, send_resolved: true } for name in ['db', 'web'] },
    routes: {
      web: { channel: 'web', match: { team: 'web' }, order: 1 },
      db: { channel: 'db', match: { team: 'db' }, order: 2, continue: false },
    },
    inhibitions: { critical: { source: { severity: 'critical' }, target: { severity: ['warning', 'info'] }, equal: ['alertname'] } },
  },
};
mixgen.environments({ k3d: { components: ['etcd'], addons: [addon] } }).k3d['teams/alertmanager-config.yaml'].spec
