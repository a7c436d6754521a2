local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  okd: { platform: 'okd', mode: 'install' },
})
