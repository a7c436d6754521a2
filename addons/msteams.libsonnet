(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'msteams',
  help: 'Sends alerts to Microsoft Teams through a flow of Power Automate (Alertmanager 0.28 or later; the connectors of old are retired).',
  '#doc':: 'In Teams: *Workflows* of the channel, the template that posts to a channel when a webhook request is received. The URL that it shows at the end is the credential.',
  values+: {
    '#webhook':: "Secret that holds the flow's URL",
    webhook: { secret: 'mixgen-msteams', key: 'url' },
    '#title':: addon.text('the title'),
    title: null,
    '#text':: addon.text('the message'),
    text: null,
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'msteamsv2',
        settings: addon.texts({ title: 'title', text: 'text' }),
        secrets: { webhook_url: v.webhook },
        send_resolved: v.resolved,
      },
    },
  },
}
