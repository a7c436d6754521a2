// A channel for those who stay with the object of kube-prometheus: a function
// from one of our addons to a patch of that object.
//
//   local kp =
//     (import 'kube-prometheus/main.libsonnet')
//     + (import 'mixgen/addons/kube-prometheus/discord.libsonnet')
//     + { values+:: { discord+: { webhook+: { secret: 'discord-webhook' } } } };
//
// The receiver and its route go into the Secret alertmanager-main, before the
// routes that are there, which still see every alert. Secrets of channels are
// mounted by the operator, so they must be in the namespace of Alertmanager.
local check = import '../check/values.libsonnet';
local matching = import '../matching.libsonnet';
local messages = import '../messages.libsonnet';
local receivers = import '../objects/receivers.libsonnet';
local routes = import '../routes.libsonnet';
local settings = import '../settings.libsonnet';

local words = {
  'unset-value': 'must be set',
  'unknown-value': 'is no value',
  'lost-value': 'replaces what was there: write `+:`',
  'hidden-value': 'is hidden by `::`',
  'wrong-type': 'is of the wrong type',
  'not-one-of': 'is none of the choices',
};

// Values that are not what the addon declares, as one line each.
local problems(addon, values) = check.check(
  function(code, path, data) '`values.%s` %s%s' % [
    std.join('.', std.map(std.toString, path)),
    words[code],
    if std.get(data, 'help') != null then ' (%s)' % data.help
    else if std.objectHas(data, 'expected') then ': it must be %s' % data.expected
    else if std.objectHas(data, 'known') then '; there is %s' % std.join(', ', data.known)
    else if std.objectHas(data, 'oneOf') then ': %s' % std.join(', ', data.oneOf)
    else '',
  ],
  addon.values,
  values,
  [addon.name]
);

local warned(warnings, value) = std.foldl(
  function(value, name) std.trace('warning: %s ends on %s: %s' % [warnings[name].subject, warnings[name].date, warnings[name].text], value),
  std.objectFields(warnings),
  value
);

local file(reference) = '/etc/alertmanager/secrets/%s/%s' % [reference.secret, reference.key];

function(addon) {
  local kp = self,
  local name = addon.name,
  values+:: {
    [name]: addon.values,
    // Shared by all channels.
    routing:
      { silent: settings.routing.values.silent, time_intervals: {} }
      + (if 'routing' in super then super.routing else {}),
  },
  alertmanager+: {
    local values = kp.values[name],
    local wrong = problems(addon, values),
    local own = (if wrong == [] then addon else error std.join('\n', wrong)) { values: values },
    local part(object) = { [key]: { part: name } + object[key] for key in std.objectFields(object) },
    local model = {
      channels: part(own.model.channels),
      routes: part(own.model.routes),
      routing: kp.values.routing,
      templates: {},
    },
    local inline = messages.inline(model),
    local one(route) =
      { receiver: route.channel, continue: true, matchers: matching.plain(route.match) }
      + { [key]: route[key] for key in routes.timing + routes.intervals if std.objectHas(route, key) },
    local all = routes.ofPart(model, name),
    local intervals = std.set(std.flattenArrays([std.get(route, key, []) for route in all for key in routes.intervals])),
    local extended(config) =
      if !std.isObject(config) then error 'channels need `values.alertmanager.config` to be an object, not text'
      else
        local there = [interval.name for interval in std.get(config, 'time_intervals', [])];
        local missing = [
          {
            name: interval,
            time_intervals: std.get(
              kp.values.routing.time_intervals,
              interval,
              error '`values.routing.time_intervals` has no `%s`, which `%s` needs' % [interval, name]
            ),
          }
          for interval in intervals
          if !std.member(there, interval)
        ];
        config {
          receivers+: [receivers.plain(key, model.channels[key], file, inline) for key in std.objectFields(model.channels)],
          route+: { routes: std.map(one, all) + std.get(config.route, 'routes', []) },
          [if missing != [] then 'time_intervals']: std.get(config, 'time_intervals', []) + missing,
        },
    _config+:: {
      config: warned(std.get(own.model, 'warnings', {}), extended(super.config)),
      secrets: std.set(super.secrets + [
        own.model.channels[key].secrets[field].secret
        for key in std.objectFields(own.model.channels)
        for field in std.objectFields(own.model.channels[key].secrets)
      ]),
    },
  },
}
