local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  dev: { addons: ['email'] },
  prod: { addons: ['email'] },
})
