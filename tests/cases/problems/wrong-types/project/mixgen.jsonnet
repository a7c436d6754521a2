local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: { components: 'etcd', values: [], cluster: 1 },
  list: [],
  parts: { components: [1, { help: 'no name' }, { name: 'Upper' }, { name: 'x', requires: 'etcd', colour: 1 }] },
})
