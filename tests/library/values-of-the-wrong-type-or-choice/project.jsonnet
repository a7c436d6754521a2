local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  k3d: {
    components: ['etcd'],
    addons: ['opsgenie'],
    values: {
      etcd: { scheme: 'ftp', port: 2381, mixin: 'etcd', selector: 'app=etcd' },
      opsgenie: { priority: 'P9', severities: 'critical', api_key: null },
      routing: ['namespace'],
    },
  },
}).mixgen.problems
