local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    addons: ['email'],
    values: { email+: { to: 'oncall@example.org' } },
  },
})
