(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'webex',
  help: 'Sends alerts to a Webex room.',
  '#doc':: 'A bot of Webex, which must be a member of the room; its access token is the credential.',
  values+: {
    '#room_id':: { help: 'id of the room', type: 'string' },
    room_id: null,
    '#token':: "Secret that holds the bot's token",
    token: { secret: 'mixgen-webex', key: 'token' },
    '#message':: addon.text('the message, in Markdown, at most 7439 bytes'),
    message: null,
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'webex',
        settings: { room_id: v.room_id } + addon.texts({ message: 'message' }),
        secrets: { 'http_config.authorization.credentials': v.token },
        send_resolved: v.resolved,
      },
    },
  },
}
