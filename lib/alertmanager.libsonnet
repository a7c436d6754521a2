// The whole of Alertmanager's own file, for targets that write it: the same
// routes, inhibitions and receivers as the AlertmanagerConfigs of target `crd`.
local receivers = import './objects/receivers.libsonnet';
local matching = import './matching.libsonnet';
local messages = import './messages.libsonnet';
local routes = import './routes.libsonnet';

local nobody = 'null';

{
  '#plain':: |||
    `{ config, templates, secrets }` of a model: `config` is alertmanager.yml,
    `templates` are the files `{ name: text }` that it names, `secrets` are all
    references `[{ secret, key }]`. `file(reference)` is the path of the file
    that holds one, `folder` what stands before the names of templates.
  |||,
  plain(model, file, folder=''):: {
    local templates = messages.used(model),
    local timing(route) = { [key]: route[key] for key in routes.timing if std.objectHas(route, key) },
    local one(route) =
      { receiver: route.channel }
      + { [if route.match != {} then 'matchers']: matching.plain(route.match) }
      + timing(route)
      + { [key]: route[key] for key in routes.intervals if std.objectHas(route, key) },
    // As the operator does it: channels do not hide alerts from each other,
    // and the routes of one part stand below a silent one.
    local ofPart(part) =
      local all = routes.ofPart(model, part);
      if std.length(all) == 1 then [one(all[0]) { continue: true }]
      else if all == [] then []
      else [{ receiver: nobody, continue: true, routes: [one(route) { continue: route.continue } for route in all] }],
    local references = [
      channel.secrets[key]
      for name in std.objectFields(model.channels)
      for channel in [{ secrets: {} } + model.channels[name]]
      for key in std.objectFields(channel.secrets)
      if !std.member(receivers.fileless(channel), key)
    ],

    config: {
      route: {
        receiver: nobody,
        group_by: model.routing.group_by,
        group_wait: model.routing.group_wait,
        group_interval: model.routing.group_interval,
        repeat_interval: model.routing.repeat_interval,
        routes: std.flattenArrays([ofPart(part) for part in model.parts]),
      },
      inhibit_rules: [
        {
          source_matchers: matching.plain(rule.source),
          target_matchers: matching.plain(rule.target),
          equal: rule.equal,
        }
        for rule in routes.inhibitions(model)
      ],
      receivers: [{ name: nobody }] + [
        receivers.plain(name, model.channels[name], file)
        for name in std.objectFields(model.channels)
      ],
      time_intervals: [
        { name: name, time_intervals: model.time_intervals[name] }
        for name in std.objectFields(model.time_intervals)
      ],
      templates: [folder + name for name in std.objectFields(templates)],
    },
    templates: templates,
    secrets: std.set(
      [{ secret: reference.secret, key: reference.key } for reference in references],
      std.manifestJsonMinified
    ),
  },
}
