// Alertmanager's receivers as AlertmanagerConfig (v1alpha1) spells them.
// `list` is the field of a receiver; `fields` are the names that are not
// plain camelCase; `secrets` are those whose reference has a field of its own
// beside that of the plain value; `pairs` are maps that become lists of `{ key, value }`.
local text = import '../text.libsonnet';

local types = {
  discord: {
    list: 'discordConfigs',
    fields: { webhook_url: 'apiURL', avatar_url: 'avatarURL' },
  },
  email: {
    list: 'emailConfigs',
    fields: { require_tls: 'requireTLS' },
    pairs: ['headers'],
  },
  opsgenie: {
    list: 'opsgenieConfigs',
    fields: { api_url: 'apiURL' },
    pairs: ['details'],
  },
  webhook: {
    list: 'webhookConfigs',
    secrets: { url: 'urlSecret' },
  },
};

{
  '#types':: 'Types of channel that have a receiver.',
  types: types,

  '#receiver':: 'The receiver `name` of a channel `{ type, settings, secrets, send_resolved }`.',
  receiver(name, channel)::
    local type = types[channel.type];
    local settings = std.get(channel, 'settings', {});
    local secrets = std.get(channel, 'secrets', {});
    local field(key) = std.get(std.get(type, 'fields', {}), key, text.camel(key));
    local reference(key) = std.get(std.get(type, 'secrets', {}), key, field(key));
    {
      name: name,
      [type.list]: [
        { sendResolved: std.get(channel, 'send_resolved', true) }
        + {
          [field(key)]: if std.member(std.get(type, 'pairs', []), key)
          then [{ key: k, value: settings[key][k] } for k in std.objectFields(settings[key])]
          else settings[key]
          for key in std.objectFields(settings)
        }
        + {
          [reference(key)]: { name: secrets[key].secret, key: secrets[key].key }
          for key in std.objectFields(secrets)
        },
      ],
    },

  '#matchers':: 'Matchers for `{ label: value or [value] }`.',
  matchers(match):: [
    local value = match[label];
    if std.isArray(value) && std.length(value) != 1
    then { name: label, matchType: '=~', value: std.join('|', std.map(text.regex, value)) }
    else { name: label, matchType: '=', value: if std.isArray(value) then value[0] else value }
    for label in std.objectFields(match)
  ],
}
