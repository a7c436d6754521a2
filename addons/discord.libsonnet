{
  local addon = self,
  local v = addon.values,
  name: 'discord',
  help: 'Sends alerts to a Discord channel.',
  requires: [],
  values: {
    '#webhook':: "Secret that holds the webhook's URL",
    webhook: { secret: 'mixgen-discord', key: 'url' },
    '#severities':: { help: 'severities sent here', items: 'string' },
    severities: ['critical', 'warning'],
    '#resolved':: 'whether to tell when an alert is over',
    resolved: true,
  },
  model: {
    channels: {
      [addon.name]: { type: 'discord', secrets: { webhook_url: v.webhook }, send_resolved: v.resolved },
    },
    routes: { [addon.name]: { channel: addon.name, match: { severity: v.severities } } },
  },
}
