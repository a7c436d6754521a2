local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  okd: { platform: 'okd', components: ['etcd'], values: { etcd+: { scheme: 'htttp', certificate+: { validity: 'x' } } } },
})
