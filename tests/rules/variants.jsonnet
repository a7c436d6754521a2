// Mixins with another `_config`, for alerts and rules that there are only then: the rules of each are
// rendered as `rendered/<name>.rules.yml`.
{
  'alertmanager-paging': { mixin: 'alertmanager', config: { alertmanagerCriticalIntegrations: 'opsgenie|pagerduty' } },
  'nats-refusing': { mixin: 'nats', config: { natsRefusingStreams: 'stream_name=~"ORDERS|PAYMENTS"' } },
}
