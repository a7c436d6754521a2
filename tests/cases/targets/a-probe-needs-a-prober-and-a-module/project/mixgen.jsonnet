local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  alone: { components: ['blackbox'] },
  chart: { components: ['blackbox'], stack: 'kube-prometheus-stack', values: { blackbox: { probes: { web: { targets: ['https://example.org'] } } } } },
  k3d: { components: ['blackbox'], values: { blackbox: { probes: { web: { target: 'https://example.org' }, dns: { targets: ['9.9.9.9'], module: 'dsn' } } } } },
})
