local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: { mode: 'install', stack: { name: 'ours', installs: ['prometheus-operator', 'prometeus'] } },
})
