(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'discord',
  help: 'Sends alerts to a Discord channel.',
  '#doc':: 'In Discord: the settings of the channel, *Integrations*, *Webhooks*, *New Webhook*, *Copy Webhook URL*. Who has that URL can write to the channel.',
  values+: {
    '#webhook':: "Secret that holds the webhook's URL",
    webhook: { secret: 'mixgen-discord', key: 'url' },
    '#title':: addon.text('the title, at most 256 characters'),
    title: null,
    '#message':: addon.text('the message, at most 4096 characters'),
    message: null,
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'discord',
        settings: addon.texts({ title: 'title', message: 'message' }),
        secrets: { webhook_url: v.webhook },
        send_resolved: v.resolved,
      },
    },
  },
}
