local mixgen = import 'mixgen/main.libsonnet';

local etcd = import 'mixgen/components/etcd.libsonnet';
mixgen.environments({
  a: { components: ['nats', 'etcd'], values: { common+: { matchers: { 'my-cluster': 'a', cluster: 'b' } } } },
  b: { components: [etcd { model+: { matchers: { __name__: 'up' } } }] },
  c: { components: [etcd { model+: { matchers: { cluster: 5 } } }] },
})
