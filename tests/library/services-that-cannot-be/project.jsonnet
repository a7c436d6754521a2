// What is wrong with a service is said with the key that is wrong.
local mixgen = import 'mixgen/main.libsonnet';

local of(services) = { components: ['http-service'], values: { 'http-service': { services: services } } };
local problems(environment) = mixgen.environments({ k3d: environment }).mixgen.problems;
{
  unset: problems({ components: ['http-service'] }),
  values: problems(of({ a: { objective: '99', colour: 'red' }, b: 'pods', c: { metrics: 'flask' }, d: { port: null }, e: { objective: 100, latency_quantile: 95 } })),
  model: problems(of({
    Items: {},
    a: { latency_seconds: 0.7 },
    b: { names: { statuses: 'code', requests: null } },
    c: { scrape: 'static' },
    d: { url: 'https://example.org' },
  })),
  refused: problems(of({ a: { scrape: 'annotations' } }) { platform: 'okd' }),
  labels: problems({ components: ['deployments'], values: { deployments: { labels: { 'my-team': { shop: 'sales' } }, exceptions: { cart: { replicas: 2 } } } } }),
  name: problems({ components: ['deployments'], values: { deployments: { labels: { 'my-team': { shop: 'sales' } } } } }),
}
