// Data for `mixgen list`: everything that has a name, with its help. It
// reads all shipped parts, so a broken one is noticed here.
//
// Each entry is `{ kind, name, help, requires, values }`; a value is
// `{ path, help, type, default, oneOf, map, required }`, where `default`,
// `oneOf` and `map` are there only when they say something. `doc` is what the
// pages of documentation say beyond that. A component also has `targets`,
// what it scrapes; `left_out`, what is dropped on which platform and why; and
// `mixin: { alerts, groups, dashboards, rules, boards }`: the names in it, each
// rule with its group, each dashboard with its panels. An addon that sends
// alerts has `channels`, their types; a platform has `facts`, `why` and
// `notes`; a target has `defaults`; a stack has `targets`, `installs`, `needs`
// and `brings`, the components whose targets and rules it has already; a fact
// has `default`.
local catalogue = import './catalogue.libsonnet';
local check = import './check/values.libsonnet';
local facts = import './facts.libsonnet';
local layers = import './layers.libsonnet';
local mixins = import './mixin.libsonnet';

// Parts as they are in an environment that says nothing else.
local selection = layers.selection('list', { components: [], addons: [] });
local inEnvironment(kind, name) =
  layers.parts(selection {
    [if kind == 'component' then 'components']: [layers.resolve(kind, name)],
    [if kind == 'addon' then 'addons']: [layers.resolve(kind, name)],
    [if kind == 'platform' then 'platform']: layers.resolve(kind, name),
  })[catalogue[kind][name].name].object;

local typeOf(doc, value) =
  std.get(doc, 'type', if value == null then 'any' else if check.isMixin(doc, value) then 'mixin' else std.type(value));

// Values of a part, one entry for each that can be set on its own.
local valuesOf(values, path=[]) = std.flattenArrays([
  local doc = check.docOf(values, key);
  local value = values[key];
  local type = typeOf(doc, value);
  local entry = {
    path: path + [key],
    help: std.get(doc, 'help', ''),
    type: type,
    [if value != null && type != 'mixin' then 'default']: value,
    [if std.objectHas(doc, 'oneOf') then 'oneOf']: doc.oneOf,
    [if type == 'object' then 'map']: check.isFree(doc, value),
    required: value == null && !std.get(doc, 'optional', false),
  };
  [entry] + (if type == 'object' && !check.isFree(doc, value) then valuesOf(value, path + [key]) else [])
  for key in std.objectFields(values)
]);

// Panels of a dashboard from top to bottom, each with the row that it is in.
local panelsOf(dashboard) =
  local shown(panel, row) = {
    title: std.get(panel, 'title', ''),
    type: panel.type,
    row: row,
    description: std.get(panel, 'description', ''),
  };
  std.foldl(
    function(seen, panel)
      if panel.type == 'row' then {
        row: panel.title,
        panels: seen.panels + [shown(inner, panel.title) for inner in std.get(panel, 'panels', [])],
      }
      else seen { panels+: [shown(panel, seen.row)] },
    std.get(dashboard, 'panels', []),
    { row: '', panels: [] }
  ).panels;

// What a mixin holds: names, and each thing in full.
local contents(mixin) =
  local evaluated = mixins.evaluate(mixin, {}, false);
  local ofLogs = std.get(evaluated, 'lokiRules', []);
  {
    alerts: std.set([
      rule.alert
      for group in evaluated.alerts + ofLogs
      for rule in group.rules
      if std.objectHas(rule, 'alert')
    ]),
    groups: [group.name for group in evaluated.rules + evaluated.alerts],
    dashboards: std.objectFields(evaluated.dashboards),
    rules: [
      rule { group: group.name, [if std.member(ofLogs, group) then 'logs']: true }
      for group in evaluated.rules + evaluated.alerts + ofLogs
      for rule in group.rules
    ],
    boards: [
      local dashboard = evaluated.dashboards[file].json;
      {
        file: file,
        uid: dashboard.uid,
        title: dashboard.title,
        description: std.get(dashboard, 'description', ''),
        panels: panelsOf(dashboard),
      }
      for file in self.dashboards
    ],
  };

// What the facts of a platform take away from a component.
local leftOut(name) =
  local drops(platform) =
    local chosen = layers.selection('list', { components: [name], platform: platform, addons: [] });
    local drop = std.get(std.get(layers.parts(chosen)[catalogue.component[name].name].object, 'model', {}), 'drop', {});
    {
      [fact]: {
        [what]: drop[fact][what]
        for what in ['alerts', 'rules', 'dashboards']
        if std.get(drop[fact], what, []) != []
      }
      for fact in std.objectFields(drop)
      if std.get(drop[fact], 'because', 'stack') != 'stack'
    };
  {
    [platform]: drops(platform)
    for platform in std.objectFields(catalogue.platform)
    if drops(platform) != {}
  };

local part(kind, name) =
  local object = inEnvironment(kind, name);
  local channels = std.get(std.get(object, 'model', {}), 'channels', {});
  {
    kind: kind,
    name: name,
    help: object.help,
    doc: std.get(object, '#doc', ''),
    requires: std.get(object, 'requires', []),
    values: valuesOf(std.get(object, 'values', {})),
    [if channels != {} then 'channels']: [channels[key].type for key in std.objectFields(channels)],
    [if kind == 'platform' then 'facts']: { [key]: object.facts[key] for key in std.objectFields(object.facts) },
    [if kind == 'platform' then 'why']: object.why,
    [if kind == 'platform' then 'notes']: std.get(object, 'notes', {}),
    [if kind == 'component' then 'targets']: std.get(std.get(object, 'model', {}), 'scrape', {}),
    [if kind == 'component' then 'left_out']: leftOut(name),
    [if std.objectHasAll(std.get(object, 'values', {}), 'mixin') then 'mixin']: contents(object.values.mixin),
  };

local plain(kind, name, help) = { kind: kind, name: name, help: help, requires: [], values: [] };

std.flattenArrays([
  [part(kind, name) for name in std.objectFields(catalogue[kind])]
  for kind in ['component', 'addon', 'platform']
]) + [
  plain('target', name, catalogue.targetHelp[name]) {
    doc: std.get(catalogue.target[name], '#doc', ''),
    defaults: std.get(catalogue.targetDefaults, name, { mode: catalogue.defaults.mode, stack: catalogue.defaults.stack }),
  }
  for name in std.objectFields(catalogue.target)
] + [
  plain('stack', name, catalogue.stack[name].help) {
    needs: catalogue.stack[name].needs,
    targets: catalogue.stack[name].targets,
    installs: catalogue.stack[name].installs,
    brings: { targets: catalogue.stack[name].brings.targets, rules: catalogue.stack[name].brings.rules },
  }
  for name in std.objectFields(catalogue.stack)
] + [
  plain('mode', name, catalogue.mode[name])
  for name in std.objectFields(catalogue.mode)
] + [
  plain('settings', name, catalogue.settings[name].help) {
    values: valuesOf(layers.parts(selection)[name].object.values),
  }
  for name in std.objectFields(catalogue.settings)
] + [
  plain('fact', name, facts['#' + name]) { default: facts[name] }
  for name in std.objectFields(facts)
]
