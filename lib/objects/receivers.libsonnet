// Alertmanager's receivers: how a channel `{ type, settings, secrets,
// send_resolved }` is spelled in Alertmanager's own file and in an
// AlertmanagerConfig (v1alpha1 of monitoring.coreos.com and of
// monitoring.rhobs).
//
// Settings have the names of Alertmanager's file, at any depth. A secret's key
// is the name of the field it fills; dots lead into a setting
// (`http_config.authorization.credentials`). `messages` are the settings that
// say what a message looks like, each with the template that fills it unless
// the channel does.
//
// By type, for an AlertmanagerConfig: `list` is the field of a receiver,
// `fields` are the names that are not plain camelCase, `secrets` those whose
// reference has a field of its own beside that of the plain value, `pairs` maps
// that become lists of `{ key, value }`. For Alertmanager's file: `fileless`
// are the secrets that it cannot read from a file, `since` is the version
// that brought the type. `newer` are settings that monitoring.rhobs lacks.
local text = import '../text.libsonnet';

local types = {
  discord: {
    list: 'discordConfigs',
    since: '0.25',
    fields: { webhook_url: 'apiURL', avatar_url: 'avatarURL' },
    messages: { title: 'mixgen.title', message: 'mixgen.markdown' },
  },
  email: {
    list: 'emailConfigs',
    fields: { require_tls: 'requireTLS', force_implicit_tls: 'forceImplicitTLS' },
    pairs: ['headers'],
    messages: { headers: { Subject: 'mixgen.title' }, html: 'mixgen.html', text: 'mixgen.text' },
  },
  msteamsv2: {
    list: 'msteamsv2Configs',
    since: '0.28',
    fields: { webhook_url: 'webhookURL' },
    messages: { title: 'mixgen.title', text: 'mixgen.teams' },
  },
  opsgenie: {
    list: 'opsgenieConfigs',
    fields: { api_url: 'apiURL' },
    pairs: ['details'],
    messages: {
      message: 'mixgen.title',
      description: 'mixgen.text',
      details: { runbook: 'mixgen.runbook', dashboard: 'mixgen.dashboard', since: 'mixgen.since' },
    },
  },
  pagerduty: {
    list: 'pagerdutyConfigs',
    fields: { client_url: 'clientURL', images: 'pagerDutyImageConfigs', links: 'pagerDutyLinkConfigs' },
    pairs: ['details'],
    messages: {
      description: 'mixgen.title',
      details: {
        alerts: 'mixgen.text',
        runbook: 'mixgen.runbook',
        dashboard: 'mixgen.dashboard',
        since: 'mixgen.since',
      },
    },
  },
  pushover: {
    list: 'pushoverConfigs',
    messages: { title: 'mixgen.title', message: 'mixgen.short', url: 'mixgen.link' },
  },
  slack: {
    list: 'slackConfigs',
    fields: {
      api_url: 'apiURL',
      icon_url: 'iconURL',
      image_url: 'imageURL',
      thumb_url: 'thumbURL',
    },
    newer: ['update_message'],
    messages: { title: 'mixgen.title', title_link: 'mixgen.link', text: 'mixgen.slack', color: 'mixgen.colour', fallback: 'mixgen.title' },
  },
  sns: {
    list: 'snsConfigs',
    fields: {
      api_url: 'apiURL',
      topic_arn: 'topicARN',
      target_arn: 'targetARN',
      use_aws_http_client: 'useAWSHTTPClient',
      use_fips_sts_endpoint: 'useFIPSSTSEndpoint',
    },
    fileless: ['sigv4.access_key', 'sigv4.secret_key'],
    newer: ['use_aws_http_client'],
    messages: { subject: 'mixgen.title', message: 'mixgen.text' },
  },
  telegram: {
    list: 'telegramConfigs',
    fields: { api_url: 'apiURL', chat_id: 'chatID', message_thread_id: 'messageThreadID' },
    messages: { message: 'mixgen.telegram' },
  },
  victorops: {
    list: 'victoropsConfigs',
    fields: { api_url: 'apiUrl' },
    pairs: ['custom_fields'],
    messages: {
      entity_display_name: 'mixgen.title',
      state_message: 'mixgen.text',
      custom_fields: { runbook: 'mixgen.runbook', dashboard: 'mixgen.dashboard' },
    },
  },
  webex: {
    list: 'webexConfigs',
    since: '0.25',
    fields: { api_url: 'apiURL', room_id: 'roomID' },
    messages: { message: 'mixgen.webex' },
  },
  webhook: {
    list: 'webhookConfigs',
    secrets: { url: 'urlSecret' },
    newer: ['payload'],
  },
};

local fieldOf(type, name) = std.get(std.get(type, 'fields', {}), name, text.camel(name));

// Every string in a value.
local mapStrings(change, value) =
  if std.isString(value) then change(value)
  else if std.isArray(value) then [mapStrings(change, item) for item in value]
  else if std.isObject(value) then { [key]: mapStrings(change, value[key]) for key in std.objectFields(value) }
  else value;

local strings(value) =
  if std.isString(value) then [value]
  else if std.isArray(value) then std.flattenArrays(std.map(strings, value))
  else if std.isObject(value) then std.flattenArrays([strings(value[key]) for key in std.objectFields(value)])
  else [];

// `{ a: { b: value } }` for the dotted `a.b`; with a type, as an
// AlertmanagerConfig spells it.
local nested(path, value, type=null) =
  local spell(step) = if type == null then step else fieldOf(type, step);
  std.foldr(function(step, inner) { [spell(step)]: inner }, std.split(path, '.'), value);

// Objects laid over each other at any depth.
local over(below, above) =
  below {
    [key]: if std.isObject(above[key]) && std.isObject(std.get(below, key)) then over(below[key], above[key]) else above[key]
    for key in std.objectFields(above)
  };

// Settings as an AlertmanagerConfig spells them.
local spelled(type, settings) =
  if std.isArray(settings) then [spelled(type, item) for item in settings]
  else if !std.isObject(settings) then settings
  else {
    [fieldOf(type, key)]:
      local value = settings[key];
      if std.member(std.get(type, 'pairs', []), key)
      then [{ key: k, value: value[k] } for k in std.objectFields(value)]
      else if key == 'attributes' then value
      else spelled(type, value)
    for key in std.objectFields(settings)
  };

local resolved(channel) = std.get(channel, 'send_resolved', true);

{
  local receivers = self,
  '#types':: 'Types of channel that have a receiver.',
  types: types,

  '#settings':: 'All settings of a channel, with templates where its type has messages.',
  settings(channel)::
    local call(name) = '{{ template "%s" . }}' % name;
    over(mapStrings(call, std.get(types[channel.type], 'messages', {})), std.get(channel, 'settings', {})),

  '#texts':: 'All strings in the settings of a channel.',
  texts(channel):: strings(receivers.settings(channel)),

  '#crd':: |||
    The receiver `name` of a channel in an AlertmanagerConfig. Its object has
    no template files: `inline(text)` is a text with the templates it calls.
  |||,
  crd(name, channel, inline)::
    local type = types[channel.type];
    local secrets = std.get(channel, 'secrets', {});
    local separate = std.get(type, 'secrets', {});
    local reference(key) = { name: secrets[key].secret, key: secrets[key].key };
    {
      name: name,
      [type.list]: [std.foldl(over, [
        spelled(type, mapStrings(inline, receivers.settings(channel))),
      ] + [
        if std.objectHas(separate, key) then { [separate[key]]: reference(key) } else nested(key, reference(key), type)
        for key in std.objectFields(secrets)
      ], { sendResolved: resolved(channel) })],
    },

  '#plain':: |||
    The receiver `name` of a channel in Alertmanager's own file;
    `file(reference)` is the path of the file that holds a secret. Where there
    are no template files, `inline(text)` is a text with the templates it calls.
  |||,
  plain(name, channel, file, inline=function(text) text)::
    local secrets = std.get(channel, 'secrets', {});
    {
      name: name,
      [channel.type + '_configs']: [std.foldl(over, [mapStrings(inline, receivers.settings(channel))] + [
        nested(key + '_file', file(secrets[key]))
        for key in std.objectFields(secrets)
        if !std.member(receivers.fileless(channel), key)
      ], { send_resolved: resolved(channel) })],
    },

  '#fileless':: 'Secrets of a channel that Alertmanager cannot read from a file.',
  fileless(channel):: [
    key
    for key in std.get(types[channel.type], 'fileless', [])
    if std.objectHas(std.get(channel, 'secrets', {}), key)
  ],
}
