local mixgen = import 'mixgen/main.libsonnet';
local base = { platform: 'k3d', components: ['etcdd'], addons: ['discord'] };
mixgen.environments({
  [name]: base { cluster: name }
  for name in ['eu', 'us', 'asia']
} + {
  test: base { components: ['etcd'], addons: ['discrod'] },
})
