(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'victorops',
  help: 'Pages people through Splunk On-Call, once VictorOps.',
  '#doc':: 'In Splunk On-Call: *Integrations*, *Prometheus*. The API key is the credential, the routing key says whose turn it is.',
  values+: {
    '#api_key':: 'Secret that holds the API key',
    api_key: { secret: 'mixgen-victorops', key: 'api-key' },
    '#routing_key':: { help: 'routing key of the team', type: 'string' },
    routing_key: null,
    severities: ['critical'],
    '#message_type':: { help: 'what kind of message opens an incident', oneOf: ['CRITICAL', 'WARNING', 'INFO'] },
    message_type: 'CRITICAL',
    '#title':: addon.text('the name of the incident'),
    title: null,
    '#message':: addon.text('the message, at most 20480 characters'),
    message: null,
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'victorops',
        settings: {
          routing_key: v.routing_key,
          message_type: v.message_type,
        } + addon.texts({ title: 'entity_display_name', message: 'state_message' }),
        secrets: { api_key: v.api_key },
        send_resolved: v.resolved,
      },
    },
  },
}
