(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'webhook',
  help: "Posts alerts as JSON to a program of one's own.",
  '#doc':: "The program gets Alertmanager's own JSON (version 4), one request for each group of alerts, and must answer with a status of 2xx; otherwise the request comes again.",
  values+: {
    '#url':: 'Secret that holds the URL',
    url: { secret: 'mixgen-webhook', key: 'url' },
    '#token':: { help: 'Secret that holds a token, `{ secret, key }`, sent as `Authorization: Bearer …`', type: 'object', map: true, optional: true },
    token: null,
    '#max_alerts':: 'how many alerts to send at once; 0: all',
    max_alerts: 0,
  },
  model+: {
    channels: {
      [addon.name]: {
        type: 'webhook',
        settings: {
          [if v.max_alerts != 0 then 'max_alerts']: v.max_alerts,
        },
        secrets: {
          url: v.url,
          [if v.token != null then 'http_config.authorization.credentials']: v.token,
        },
        send_resolved: v.resolved,
      },
    },
  },
}
