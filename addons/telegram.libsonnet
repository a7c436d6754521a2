(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'telegram',
  help: 'Sends alerts to a Telegram chat.',
  '#doc':: '@BotFather makes the bot and tells its token. Add the bot to the chat and write something there: `getUpdates` of its API then shows the number of the chat.',
  values+: {
    '#bot_token':: "Secret that holds the bot's token",
    bot_token: { secret: 'mixgen-telegram', key: 'token' },
    '#chat_id':: { help: 'number of the chat; groups have negative ones', type: 'number' },
    chat_id: null,
    '#thread':: { help: 'number of the topic in the chat; none: the general one', type: 'number', optional: true },
    thread: null,
    '#quietly':: 'whether to send without a sound',
    quietly: false,
    '#message':: addon.text('the message, in the HTML of Telegram, at most 4096 characters'),
    message: null,
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'telegram',
        settings: {
          chat_id: v.chat_id,
          [if v.thread != null then 'message_thread_id']: v.thread,
          disable_notifications: v.quietly,
          parse_mode: 'HTML',
        } + addon.texts({ message: 'message' }),
        secrets: { bot_token: v.bot_token },
        send_resolved: v.resolved,
      },
    },
  },
}
