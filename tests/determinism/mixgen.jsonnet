local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: { platform: 'k3d', components: ['etcd', 'nats'], addons: ['discord', 'opsgenie'] },
  okd: { platform: 'okd', components: ['nats', 'etcd'], addons: ['discord'] },
  gke: { platform: 'gke', components: ['cockroachdb'] },
})
