local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['discord', 'email', 'opsgenie'],
    values: {
      discord: { severities: ['critical', 'a.b'], resolved: false, title: 'T', message: 'M' },
      email: { to: 'oncall@example.org', from: 'alerts@example.org', smarthost: 'smtp.example.org:587', username: 'alerts', subject: 'S', html: 'H', text: 'T' },
      opsgenie: { message: 'M', description: 'D' },
    },
  },
});
{ [name]: environments.k3d[name + '/alertmanager-config.yaml'].spec for name in ['discord', 'email', 'opsgenie'] }
