// Reads any object that follows the mixin contract. This is the costly
// part of a build, so it happens once for each distinct configuration, not
// once for each environment.
local text = import './text.libsonnet';

local withoutNulls(object) = {
  [key]: object[key]
  for key in std.objectFields(object)
  if object[key] != null
};

local groups(mixin, field) = [
  withoutNulls(group) { rules: [withoutNulls(rule) for rule in std.get(group, 'rules', [])] }
  for group in std.get(std.get(mixin, field, {}), 'groups', [])
];

{
  '#configKeys':: 'Configuration keys that a mixin has.',
  configKeys(mixin):: std.objectFieldsAll(std.get(mixin, '_config', {})),

  '#config':: |||
    What to lay over a mixin's `_config`: keys that the component itself
    wants only where the mixin has them (it knows several mixins), keys that
    somebody added in any case.
  |||,
  config(part)::
    local wanted = std.get(std.get(part.declared, 'model', {}), 'config', {});
    local final = std.get(std.get(part.object, 'model', {}), 'config', {});
    local known = self.configKeys(part.object.values.mixin);
    {
      [key]: final[key]
      for key in std.objectFields(final)
      if std.member(known, key) || !std.objectHas(wanted, key)
    },

  '#evaluate':: |||
    `{ alerts: [group], rules: [group], dashboards: { file: { json, text } } }`
    of a mixin under a configuration.
  |||,
  evaluate(mixin, config)::
    local configured = if config == {} then mixin else mixin { _config+:: config };
    local dashboards = std.get(configured, 'grafanaDashboards', {});
    {
      alerts: groups(configured, 'prometheusAlerts'),
      rules: groups(configured, 'prometheusRules'),
      dashboards: {
        [file]: { json: dashboards[file], text: text.json(dashboards[file]) }
        for file in std.objectFieldsAll(dashboards)
      },
    },

  '#sharingKey':: |||
    Names the mixin of a part and its configuration, or is null where the
    mixin came from a project: two objects cannot be told apart.
  |||,
  sharingKey(part)::
    local setsMixin(patch) = std.objectHasAll(std.get(patch, 'values', {}), 'mixin');
    if part.shipped == null || setsMixin(part.values) || std.any([setsMixin(p.patch) for p in part.patches])
    then null
    else std.manifestJsonMinified([part.kind, part.shipped, self.config(part)]),
}
