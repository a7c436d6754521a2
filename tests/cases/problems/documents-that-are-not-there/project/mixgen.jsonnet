local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    documents: { 'etcd/prometheus-rules.yaml'+: { metadata+: { labels+: { a: 'b' } } } },
  },
})
