local mixgen = import 'mixgen/main.libsonnet';

local base = {
  components: ['nats', 'blackbox', { name: 'shop', model: { workloads: { shop: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop', namespace: 'shop' } } } } }],
  addons: [
    'sns',
    {
      name: 'hook',
      model: {
        channels: { hook: { type: 'webhook', settings: { payload: { text: 'x' } }, secrets: { url: { secret: 'hook', key: 'url' } } } },
        routes: { hook: { channel: 'hook' } },
      },
    },
  ],
  values: {
    blackbox: { prober: 'prober:9115', probes: { web: { targets: ['https://example.org'], module: 'web' } }, modules: { web: { prober: 'http' } } },
    sns: { topic_arn: 'arn:aws:sns:eu-west-1:1:alerts', region: 'eu-west-1' },
  },
};

mixgen.environments({
  crd: base,
  plain: base { target: 'plain', values+: { prometheus: { exemplars: 0, replicas: 2 } } },
  rhob: base { target: 'rhob', values+: { prometheus: { exemplars: 500 } } },
  helm: base { target: 'helm', values+: { prometheus: { exemplars: 500 }, grafana: { anonymous: true } } },
})
