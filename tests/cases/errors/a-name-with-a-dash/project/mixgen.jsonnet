local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({
  k3d: { platform: 'k3d', values: { http-service: { services: {} } } },
})
