{
  name: 'upstream-mixins',
  help: 'Takes the mixins of the upstream projects in place of ours, from `vendor/`: run `mixgen vendor install` first.',
  requires: [],
  values: {},
  // Lazy: only those of components that the environment has are read.
  patch: {
    'cert-manager': { values+: { mixin: import 'github.com/imusmanmalik/cert-manager-mixin/mixin.libsonnet' } },
    coredns: { values+: { mixin: import 'github.com/povilasv/coredns-mixin/mixin.libsonnet' } },
    etcd: { values+: { mixin: import 'github.com/etcd-io/etcd/contrib/mixin/mixin.libsonnet' } },
    'ingress-nginx': { values+: { mixin: import 'github.com/adinhodovic/ingress-nginx-mixin/mixin.libsonnet' } },
    kubernetes: { values+: { mixin: import 'github.com/kubernetes-monitoring/kubernetes-mixin/mixin.libsonnet' } },
    traefik: { values+: { mixin: import 'github.com/grafana/jsonnet-libs/traefik-mixin/mixin.libsonnet' } },
  },
}
