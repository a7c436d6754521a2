local mixgen = import 'mixgen/main.libsonnet';
local env(prometheus) = { mode: 'install', components: ['etcd'], values: { prometheus: prometheus } };
mixgen.environments({
  size: env({ retention: '30d', storage: '1Gi' }),
  volume: env({ retention: '1d', storage: '50Mi', retention_size: '90GiB' }),
})
