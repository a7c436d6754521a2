local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  cheap: { components: ['etcd', 'nats'], addons: ['low-cost'] },
})
