local mixgen = import 'mixgen/main.libsonnet';

local night = {
  local addon = self,
  local v = addon.values,
  name: 'night-shift',
  help: 'Hands alerts of the night to the rota.',
  values: {
    '#hook':: 'Secret that holds the address',
    hook: { secret: 'mixgen-night-shift', key: 'url' },
  },
  model: {
    channels: { [addon.name]: { type: 'webhook', settings: { max_alerts: 10 }, secrets: { url: v.hook } } },
    routes: { [addon.name]: { channel: addon.name, match: { severity: 'critical' } } },
  },
};
local environments = mixgen.environments({
  k3d: { components: ['etcd'], addons: [night, night { name: 'day-shift', values+: { hook+: { secret: 'day' } } }] },
});
{
  problems: environments.mixgen.problems,
  secrets: environments.mixgen.secrets.k3d,
  night: environments.k3d['night-shift/alertmanager-config.yaml'].spec,
  day: environments.k3d['day-shift/alertmanager-config.yaml'].spec.receivers,
}
