local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  a: {
    components: [{ name: 'app', value: {}, requires: 'etcd' }],
    platform: { name: 'lab', fact: {} },
  },
  b: {
    components: [{ name: 'app', values: [], model: 'none' }],
  },
}).mixgen.problems
