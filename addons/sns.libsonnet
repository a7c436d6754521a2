(import '../lib/channel.libsonnet') + {
  local addon = self,
  local v = addon.values,
  name: 'sns',
  help: 'Publishes alerts to a topic of Amazon SNS.',
  '#doc':: 'Best without a credential: the pod of Alertmanager takes on a role that may publish to the topic.',
  values+: {
    '#topic_arn':: { help: 'ARN of the topic', type: 'string' },
    topic_arn: null,
    '#region':: { help: 'region of the topic', type: 'string' },
    region: null,
    '#role_arn':: { help: "role to take on; none: the pod's own", type: 'string', optional: true },
    role_arn: null,
    '#credentials':: {
      help: "Secret that holds an access key, `{ secret, access_key, secret_key }` with the keys in it; none: the pod's own role. Alertmanager's own file cannot take it: targets `plain` and `helm` use the role",
      type: 'object',
      map: true,
      optional: true,
    },
    credentials: null,
    '#subject':: addon.text('the subject, at most 100 characters'),
    subject: null,
    '#message':: addon.text('the message'),
    message: null,
  },
  model+: {
    local own = v.credentials != null,
    local key(name) = { secret: std.get(v.credentials, 'secret'), key: std.get(v.credentials, name) },
    channels: {
      [addon.name]: {
        type: 'sns',
        settings: {
          topic_arn: v.topic_arn,
          sigv4: { region: v.region, [if v.role_arn != null then 'role_arn']: v.role_arn },
        } + addon.texts({ subject: 'subject', message: 'message' }),
        secrets: {
          [if own then 'sigv4.access_key']: key('access_key'),
          [if own then 'sigv4.secret_key']: key('secret_key'),
        },
        send_resolved: v.resolved,
      },
    },
  },
}
