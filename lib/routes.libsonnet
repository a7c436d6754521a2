// Who hears of what, for all targets: routes of channels, and which alerts
// keep others quiet.
{
  '#timing':: "Settings of a route that are the environment's unless it has its own.",
  timing: ['group_by', 'group_wait', 'group_interval', 'repeat_interval'],
  '#intervals':: 'When a route speaks, by names of time intervals.',
  intervals: ['active_time_intervals', 'mute_time_intervals'],

  '#ofPart':: |||
    The routes of a part in their order (`order`, then the name). One that
    could hear of the alerts in `values.routing.silent` by accident does not.
  |||,
  ofPart(model, part)::
    local silent = model.routing.silent;
    // Such alerts have the severity `none`.
    local hearsAll(match) =
      !std.objectHas(match, 'alertname')
      && (
        local severity = std.get(match, 'severity', 'none');
        if std.isArray(severity) then std.member(severity, 'none') else !std.isString(severity) || severity == 'none'
      );
    local complete(name) =
      local route = { match: {}, order: 0, continue: true } + model.routes[name];
      route {
        name: name,
        match+: if silent != [] && hearsAll(route.match) then { alertname: { not: silent } } else {},
      };
    std.sort(
      [complete(name) for name in std.objectFields(model.routes) if model.routes[name].part == part],
      function(route) [route.order, route.name]
    ),

  '#inhibitions':: '`[{ source, target, equal }]`, sorted by name.',
  inhibitions(model):: [
    { equal: [], brought: false, implied: false } + model.inhibitions[name]
    for name in std.objectFields(model.inhibitions)
  ],
}
