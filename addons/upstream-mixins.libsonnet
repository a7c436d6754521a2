{
  name: 'upstream-mixins',
  help: 'Takes the mixins of the upstream projects in place of ours, from `vendor/`: run `mixgen vendor install` first.',
  requires: [],
  values: {},
  // Lazy: only those of components that the environment has are read.
  patch: {
    etcd: { values+: { mixin: import 'github.com/etcd-io/etcd/contrib/mixin/mixin.libsonnet' } },
    kubernetes: { values+: { mixin: import 'github.com/kubernetes-monitoring/kubernetes-mixin/mixin.libsonnet' } },
  },
}
