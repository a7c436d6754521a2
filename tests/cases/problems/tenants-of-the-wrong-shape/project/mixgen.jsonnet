local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  a: { tenant: 'Team A', components: ['nats'] },
  b: { tenant: { namespace: 'b', label: 'my-label', value: '' }, components: ['nats'] },
  c: { tenant: { name: 'c', namespaces: ['c'], samples: 0.5 }, components: ['nats'] },
  d: { tenant: ['d'], components: ['nats'] },
})
