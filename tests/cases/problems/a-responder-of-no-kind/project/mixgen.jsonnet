local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: {
    platform: 'k3d',
    addons: ['opsgenie'],
    values: { opsgenie: { responders: [{ type: 'team', name: 'platform' }, { type: 'teem', name: 'shop' }, { name: 'search' }] } },
  },
})
