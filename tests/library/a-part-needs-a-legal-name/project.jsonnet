local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    platform: { facts: {} },
    components: [{ help: 'nameless' }, { name: 'My App' }],
    addons: [{ name: 7 }],
  },
}).mixgen.problems
