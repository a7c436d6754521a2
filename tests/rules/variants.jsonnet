// Mixins with another `_config`, for alerts and rules that there are only then: the rules of each are
// rendered as `rendered/<name>.rules.yml`.
{
  'alertmanager-paging': { mixin: 'alertmanager', config: { alertmanagerCriticalIntegrations: 'opsgenie|pagerduty' } },
  'deployments-exceptions': {
    mixin: 'deployments',
    config: { exceptions: { 'shop/cart': { availablePercent: 50 }, batch: { restartsPerHour: 20 } } },
  },
  'nats-refusing': { mixin: 'nats', config: { natsRefusingStreams: 'stream_name=~"ORDERS|PAYMENTS"' } },
}
