(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'pushover',
  help: 'Sends alerts to phones through Pushover.',
  '#doc':: 'Two credentials: the token of an application that you register with Pushover, and the key of the user or group that is told.',
  values+: {
    '#user_key':: 'Secret that holds the key of the user or group',
    user_key: { secret: 'mixgen-pushover', key: 'user-key' },
    '#token':: 'Secret that holds the token of the application',
    token: { secret: 'mixgen-pushover', key: 'token' },
    severities: ['critical'],
    '#priority':: 'template of the priority, from -2 to 2; 2 repeats until somebody says that he has seen it',
    priority: '{{ if eq .Status "firing" }}1{{ else }}0{{ end }}',
    '#retry':: { help: 'with priority 2, how often to repeat; at least 30s', legal: 'duration' },
    retry: '1m',
    '#expire':: { help: 'with priority 2, how long to repeat; at most 3h', legal: 'duration' },
    expire: '1h',
    '#title':: addon.text('the title, at most 250 characters'),
    title: null,
    '#message':: addon.text('the message, at most 1024 characters'),
    message: null,
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'pushover',
        settings: {
          priority: v.priority,
          retry: v.retry,
          expire: v.expire,
        } + addon.texts({ title: 'title', message: 'message' }),
        secrets: { user_key: v.user_key, token: v.token },
        send_resolved: v.resolved,
      },
    },
  },
}
