local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: { platform: import 'platform.libsonnet', components: ['etcd'] },
})
