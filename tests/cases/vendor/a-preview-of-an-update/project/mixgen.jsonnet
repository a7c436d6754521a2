local mixgen = import 'mixgen/main.libsonnet';
local app = {
  name: 'app',
  help: 'Our app.',
  requires: [],
  values: {
    '#config':: { help: 'settings of its mixin', map: true },
    config: { slowSeconds: 3 },
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import 'example.org/team/app/mixin.libsonnet',
  },
  local v = self.values,
  model: { config: v.config },
};
mixgen.environments({
  [name]: {
    platform: 'k3d',
    cluster: name,
    components: [app],
    values: { alerts: { AppSlow: { 'for': '20m' } } },
  }
  for name in ['eu', 'us']
})
