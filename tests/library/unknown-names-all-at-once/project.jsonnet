local mixgen = import 'mixgen/main.libsonnet';

// Known names are listed by the problem; here only who is missing.
local environments = mixgen.environments({
  k3d: {
    platform: 'k3q',
    components: ['etdc', 'nats'],
    addons: ['discrod'],
    target: 'hlem',
    mode: 'installed',
    stack: 'prometheus',
  },
});
environments.mixgen.problems
