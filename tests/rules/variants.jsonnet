// Mixins with another `_config`, for alerts and rules that there are only then: the rules of each are
// rendered as `rendered/<name>.rules.yml`.
{
  'deployments-exceptions': {
    mixin: 'deployments',
    config: {
      ignoredWorkloads: 'tmp-.+',
      exceptions: { 'shop/cart': { availablePercent: 50 }, batch: { restartsPerHour: 20 } },
      labels: { team: { shop: 'sales', 'shop/cart': 'carts' } },
    },
  },
  'nats-limits': { mixin: 'nats', config: { natsRefusingStreams: 'stream_name=~"ORDERS|PAYMENTS"' } },
}
