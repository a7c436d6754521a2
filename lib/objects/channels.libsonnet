// AlertmanagerConfig: one for each part that has channels, so that a channel
// comes and goes as one file. The operator gives every object's route
// `continue: true`: channels do not hide alerts from each other.
local receivers = import './receivers.libsonnet';

local blackhole = 'none';

// `order` is where a route stands among those of its part.
local sorted(routes) = std.sort(
  [routes[name] { name: name } for name in std.objectFields(routes)],
  function(route) [std.get(route, 'order', 0), route.name]
);

function(model, tools)
  local grouping = {
    groupBy: model.routing.group_by,
    groupWait: model.routing.group_wait,
    groupInterval: model.routing.group_interval,
    repeatInterval: model.routing.repeat_interval,
  };
  local of(field, part) = {
    [name]: model[field][name]
    for name in std.objectFields(model[field])
    if model[field][name].part == part
  };
  local one(route) = {
    receiver: route.channel,
    [if std.get(route, 'match', {}) != {} then 'matchers']: receivers.matchers(route.match),
  };
  // The first route of an object takes everything that it matches, so a
  // single route stands there itself and several stand below a silent one.
  local tree(routes) =
    if std.length(routes) == 1 then grouping + one(routes[0])
    else grouping {
      receiver: blackhole,
      routes: [one(route) { continue: std.get(route, 'continue', true) } for route in routes],
    };
  local inhibition(rule) = {
    sourceMatch: receivers.matchers(rule.source),
    targetMatch: receivers.matchers(rule.target),
    [if std.get(rule, 'equal', []) != [] then 'equal']: rule.equal,
  };

  local namespaces = if !tools.perNamespace then [model.common.namespace]
  else std.set(std.flattenArrays([model.namespaces[part] for part in std.objectFields(model.alerts)]));

  local ofPart(part) =
    local channels = of('channels', part);
    local routes = sorted(of('routes', part));
    local inhibitions = of('inhibitions', part);
    if channels == {} && inhibitions == {} then {}
    else tools.copies(namespaces, part + '/alertmanager-config', function(namespace) {
      apiVersion: tools.group + '/v1alpha1',
      kind: 'AlertmanagerConfig',
      metadata: tools.meta(part, part, namespace, model.stack.labels.channels),
      spec: {
        [if routes != [] then 'route']: tree(routes),
        [if channels != {} then 'receivers']: [
          receivers.receiver(name, channels[name])
          for name in std.objectFields(channels)
        ] + (if std.length(routes) > 1 then [{ name: blackhole }] else []),
        [if inhibitions != {} then 'inhibitRules']: [
          inhibition(inhibitions[name])
          for name in std.objectFields(inhibitions)
        ],
      },
    });

  // What is critical needs no warning beside it, as the configuration of most
  // stacks says already.
  local muted = if model.stack.brings.inhibitions || model.channels == {} then {}
  else tools.copies(namespaces, 'routing/alertmanager-config', function(namespace) {
    apiVersion: tools.group + '/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: tools.meta('routing', 'routing', namespace, model.stack.labels.channels),
    spec: {
      inhibitRules: [
        inhibition({
          source: { severity: source },
          target: { severity: targets },
          equal: ['alertname', 'cluster', 'namespace'],
        })
        for source in ['critical', 'warning']
        for targets in [if source == 'critical' then ['warning', 'info'] else ['info']]
      ],
    },
  });

  tools.merge([ofPart(part) for part in model.parts] + [muted])
