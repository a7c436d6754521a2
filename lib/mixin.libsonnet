// Reads any object that follows the mixin contract. This is the costly
// part of a build, so it happens once for each distinct configuration, not
// once for each environment.
local single = import './single.libsonnet';
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

// Annotations of alerts without the name of the cluster.
local ofOneCluster(groups, label) = [
  group {
    rules: [
      if std.objectHas(rule, 'annotations') then rule {
        annotations: {
          [key]: single.without(rule.annotations[key], label)
          for key in std.objectFields(rule.annotations)
        },
      } else rule
      for rule in group.rules
    ],
  }
  for group in groups
];

// Alerts whose texts name it still.
local naming(groups, label) = std.set([
  rule.alert
  for group in groups
  for rule in group.rules
  if std.objectHas(rule, 'alert')
  for key in std.objectFields(std.get(rule, 'annotations', {}))
  if single.names(rule.annotations[key], label)
]);

// By the one name or the other, mixins know whether there are several clusters.
local flags = ['multiCluster', 'showMultiCluster'];

{
  local mixins = self,

  '#configKeys':: 'Configuration keys that a mixin has.',
  configKeys(mixin):: std.objectFieldsAll(std.get(mixin, '_config', {})),

  '#config':: |||
    What to lay over a mixin's `_config`: keys that the component itself
    wants only where the mixin has them (it knows several mixins), keys that
    somebody added in any case, and thresholds of alerts.
  |||,
  config(part, overrides)::
    local wanted = std.get(std.get(part.declared, 'model', {}), 'config', {});
    local final = std.get(std.get(part.object, 'model', {}), 'config', {});
    local mixin = part.object.values.mixin;
    local known = mixins.configKeys(mixin);
    { [key]: true for key in flags if part.object.environment.common.multi_cluster && std.member(known, key) }
    + {
      [key]: final[key]
      for key in std.objectFields(final)
      if std.member(known, key) || !std.objectHas(wanted, key)
    }
    + overrides.config(part.object.name, mixin),

  '#evaluate':: |||
    `{ alerts: [group], rules: [group], lokiRules: [group], dashboards: { file:
    { json, text } } }` of a mixin under a configuration. Unless there are several clusters,
    texts do not name one; `naming` are the alerts where that cannot be helped.
  |||,
  evaluate(mixin, config, multiCluster)::
    local configured = if config == {} then mixin else mixin { _config+:: config };
    local dashboards = std.get(configured, 'grafanaDashboards', {});
    local settings = std.get(configured, '_config', {});
    local label = std.get(settings, 'clusterLabel', 'cluster');
    local several = multiCluster || std.any([std.get(settings, flag, false) == true for flag in flags]);
    local told(field) =
      local all = groups(configured, field);
      if several then all else ofOneCluster(all, label);
    {
      alerts: told('prometheusAlerts'),
      rules: told('prometheusRules'),
      // Alerts and recordings in LogQL.
      lokiRules: told('lokiRules'),
      naming: if several then [] else naming(self.alerts + self.rules + self.lokiRules, label),
      dashboards: {
        [file]: { json: dashboards[file], text: text.json(dashboards[file]) }
        for file in std.objectFieldsAll(dashboards)
      },
    },

  '#ofPart':: 'The mixin of a part, evaluated.',
  ofPart(part, overrides)::
    mixins.evaluate(part.object.values.mixin, mixins.config(part, overrides), part.object.environment.common.multi_cluster),

  '#sharingKey':: |||
    Names the mixin of a part and its configuration, or is null where the
    mixin came from a project: two objects cannot be told apart.
  |||,
  sharingKey(part, overrides)::
    local setsMixin(patch) = std.objectHasAll(std.get(patch, 'values', {}), 'mixin');
    local setting = [p.shipped for p in part.patches if setsMixin(p.patch)];
    if part.shipped == null || setsMixin(part.values) || std.member(setting, null)
    then null
    else std.manifestJsonMinified([
      part.kind,
      part.shipped,
      setting,
      mixins.config(part, overrides),
      part.object.environment.common.multi_cluster,
    ]),
}
