// AlertmanagerConfig: one for each part that has channels, so that a channel
// comes and goes as one file, and one for the inhibitions. The operator gives
// every object's route `continue: true`: channels do not hide alerts from
// each other.
local matching = import '../matching.libsonnet';
local messages = import '../messages.libsonnet';
local routing = import '../routes.libsonnet';
local text = import '../text.libsonnet';
local receivers = import './receivers.libsonnet';
local times = import './times.libsonnet';

local blackhole = 'none';

function(model, tools)
  local inline = messages.inline(model);
  local grouping(route) = {
    [text.camel(key)]: std.get(route, key, model.routing[key])
    for key in routing.timing
  };
  local one(route) = {
    receiver: route.channel,
    [if route.match != {} then 'matchers']: matching.crd(route.match),
  } + {
    [text.camel(key)]: route[key]
    for key in routing.timing + routing.intervals
    if std.objectHas(route, key)
  };
  // The first route of an object takes everything that it matches, so a
  // single route stands there itself and several stand below a silent one.
  local tree(routes) =
    if std.length(routes) == 1 then grouping(routes[0]) + one(routes[0])
    else grouping({}) {
      receiver: blackhole,
      routes: [one(route) { continue: route.continue } for route in routes],
    };
  // An object knows only the time intervals that it holds.
  local intervalsOf(routes) = std.set(std.flattenArrays([
    std.get(route, key, [])
    for route in routes
    for key in routing.intervals
  ]));

  local namespaces = if !tools.perNamespace then [model.common.namespace]
  else std.set(std.flattenArrays([model.namespaces[part] for part in std.objectFields(model.alerts)]));
  local object(part, namespaces, spec) = tools.copies(namespaces, part + '/alertmanager-config', function(namespace) {
    apiVersion: tools.group + '/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: tools.meta(part, part, namespace, model.stack.labels.channels),
    spec: spec(namespace),
  });

  local ofPart(part) =
    local channels = [name for name in std.objectFields(model.channels) if model.channels[name].part == part];
    local routes = routing.ofPart(model, part);
    local intervals = intervalsOf(routes);
    if channels == [] then {}
    else object(part, namespaces, function(namespace) {
      [if routes != [] then 'route']: tree(routes),
      receivers: [receivers.crd(name, model.channels[name], inline) for name in channels]
                 + (if std.length(routes) > 1 then [{ name: blackhole }] else []),
      [if intervals != [] then 'muteTimeIntervals']: [times.crd(name, model.time_intervals[name]) for name in intervals],
    });

  // Without channels only what somebody asked for is worth an object, and
  // the stack's own configuration may say the rest.
  local inhibitions = [
    rule
    for rule in routing.inhibitions(model)
    if model.channels != {} || !rule.implied
    if !rule.brought || !model.stack.brings.inhibitions
  ];
  // Where an object hears of one namespace, those of a part that is elsewhere
  // have nothing to say.
  local within(namespace) = [
    rule
    for rule in inhibitions
    if !tools.perNamespace || std.member(std.get(model.namespaces, rule.part, namespaces), namespace)
  ];
  local quiet = object('routing', [namespace for namespace in namespaces if within(namespace) != []], function(namespace) {
    inhibitRules: [
      {
        sourceMatch: matching.crd(rule.source),
        targetMatch: matching.crd(rule.target),
        [if rule.equal != [] then 'equal']: rule.equal,
      }
      for rule in within(namespace)
    ],
  });

  tools.merge([ofPart(part) for part in model.parts] + [quiet])
