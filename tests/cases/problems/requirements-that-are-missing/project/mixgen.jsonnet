local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: { components: ['etcd'], addons: [{ name: 'night-shift', requires: ['discord'] }] },
})
