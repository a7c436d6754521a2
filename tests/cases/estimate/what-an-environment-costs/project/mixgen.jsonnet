local mixgen = import 'mixgen/main.libsonnet';
local base = { mode: 'install', components: ['etcd'] };
mixgen.environments({
  cheap: base { addons: ['low-cost'] },
  usual: base,
})
