(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'slack',
  help: 'Sends alerts to a Slack channel through an incoming webhook.',
  '#doc':: 'In Slack: an app of your own with *Incoming Webhooks* switched on, *Add New Webhook to Workspace*, the channel. The webhook is bound to that channel.',
  values+: {
    '#webhook':: "Secret that holds the webhook's URL",
    webhook: { secret: 'mixgen-slack', key: 'url' },
    '#channel':: { help: "channel, such as #alerts; none: the webhook's own", type: 'string', optional: true },
    channel: null,
    '#username':: { help: "name of the sender; none: the webhook's own", type: 'string', optional: true },
    username: null,
    '#title':: addon.text('the title'),
    title: null,
    '#text':: addon.text('the message, in the mark-up of Slack'),
    text: null,
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'slack',
        settings: {
          [if v.channel != null then 'channel']: v.channel,
          [if v.username != null then 'username']: v.username,
        } + addon.texts({ title: 'title', text: 'text' }),
        secrets: { api_url: v.webhook },
        send_resolved: v.resolved,
      },
    },
  },
}
