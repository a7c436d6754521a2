local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: { platform: 'k3d', components: ['nats', 'blackbox-exporter'] },
})
