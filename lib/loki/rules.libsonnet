// Rules in LogQL: which of them an environment has, and how they reach Loki.
local groups = import '../groups.libsonnet';
local tenants = import '../tenant.libsonnet';

// Where they are kept away from other tenants' logs nobody has looked into
// their language.
local isScoped(model, part) = tenants.matchers(model, part) != {};

local wanted(model) = [part for part in std.objectFields(model.lokiRules) if model.lokiRules[part] != []];

{
  '#of':: 'Groups by part, of those that have any, where a Loki takes them.',
  of(model)::
    if model.logs == null || model.logs.rules == 'none' then {}
    else {
      [part]: groups.unique(model.lokiRules[part])
      for part in wanted(model)
      if !isScoped(model, part)
    },

  '#withheld':: '`{ part: why }`: parts whose rules over logs nobody evaluates.',
  withheld(model):: {
    [part]: if model.logs == null then 'no Loki is in the environment: add the component `loki`, which brings one or names one that is there'
    else if model.logs.rules == 'none' then '`values.%s.rules` is `none`' % model.logs.part
    else 'no matchers can be put into LogQL'
    for part in wanted(model)
    if model.logs == null || model.logs.rules == 'none' || isScoped(model, part)
  },
}
