local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  bare: { components: ['etcd'], values: { etcd: { drop+: { dashboards: ['*'] } } } },
  k3d: { components: ['etcd', 'kubernetes'], addons: ['discord'], values: { common: { namespace: 'watch' } } },
  okd: { platform: 'okd', components: ['etcd'], addons: ['discord'] },
}).mixgen.notes
