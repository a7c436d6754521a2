// What an environment wants, before a target says how. Every part
// contributes; nothing here knows a Kubernetes kind.
local alerts = import './alerts.libsonnet';
local inhibitions = import './inhibitions.libsonnet';
local layers = import './layers.libsonnet';
local reader = import './install/reader.libsonnet';
local uids = import './uids.libsonnet';

// Fields of a part's model whose keys are the environment's: two parts that
// make one key would overwrite each other.
local keyed = ['scrape', 'probes', 'modules', 'channels', 'routes', 'inhibitions', 'time_intervals', 'templates', 'warnings'];
local other = ['config', 'controlPlane', 'namespaces', 'reads', 'drop', 'workloads'];

local modelOf(part) = std.get(part.object, 'model', {});

// Names that the drops of a part mention, by what they drop.
local dropped(part, what) =
  local drops = std.get(modelOf(part), 'drop', {});
  std.set(std.flattenArrays([std.get(drops[key], what, []) for key in std.objectFields(drops)]));

// Parts whose rules the stack has already: the same alert would come twice.
// Where a rule sees one namespace only, a part knows itself what is left.
local broughtBy(stack) = if stack.scope == 'cluster' then stack.brings.rules else [];

// Groups without the named groups and alerts; no group is left empty.
local keep(groups, names) =
  if names == [] then groups
  else if std.member(names, '*') then []
  else [
    group
    for all in groups
    if !std.member(names, all.name)
    for group in [all { rules: [rule for rule in all.rules if !std.member(names, std.get(rule, 'alert', ''))] }]
    if group.rules != []
  ];

{
  '#keyed':: 'Fields of a part whose keys must be unique in an environment.',
  keyed: keyed,
  '#fields':: 'All fields that the model of a part may have.',
  fields: std.set(keyed + other),
  '#of':: 'The model of one part.',
  of: modelOf,

  '#environment':: |||
    The model of an environment. `evaluated` has, for each part with a mixin,
    its groups and dashboards.
  |||,
  environment(selection, parts, evaluated):: {
    local model = self,
    local chosen = [parts[part.object.name] for part in layers.chosen(selection)],
    local withMixin = std.objectFields(evaluated),
    local settings = { [name]: parts[name].object.values for name in ['common', 'labels', 'routing', 'alerts', 'plain'] },
    local overrides = alerts(settings.alerts, settings.labels.alerts),

    name: selection.name,
    cluster: selection.cluster,
    tenant: selection.tenant,
    target: selection.target,
    mode: selection.mode,
    stack: selection.stack + (
      // Who looks for targets is not there yet, so nobody has given it rights.
      if !std.objectHas(model.install, 'prometheus') || selection.target != 'crd' then {} else { reader: reader(model) }
    ),
    // The values of the parts of the stack that mode `install` brings.
    install: {
      [name]: parts[name].object.values
      for name in selection.stack.installs
      if selection.mode == 'install' && std.objectHas(parts, name) && std.get(parts[name].object.values, 'install', true)
    },
    // The names of the values of each part that somebody has set.
    said: {
      [part.object.name]: std.set(std.flattenArrays([
        std.objectFields(std.get(patch, 'values', {}))
        for patch in [p.patch for p in part.patches] + [part.values]
      ]))
      for part in chosen
    },
    // What of the cluster itself a stack that is installed scrapes.
    controlPlane: std.foldl(
      function(all, part) all + std.get(modelOf(part), 'controlPlane', {}), chosen, {}
    ),
    platform: {
      name: if selection.platform == null then null else selection.platform.object.name,
      facts: selection.facts,
    },
    common: settings.common,
    labels: settings.labels.objects,
    routing: settings.routing,
    plain: settings.plain,
    parts: std.sort([part.object.name for part in chosen]),

    local brought = broughtBy(selection.stack),
    // Components whose rules are left to the stack; addons decide themselves.
    brought: [name for name in withMixin if parts[name].kind == 'component' && std.member(brought, name)],
    alerts: {
      [name]: if std.member(model.brought, name) then []
      else overrides.apply(keep(evaluated[name].alerts, dropped(parts[name], 'alerts')))
      for name in withMixin
    },
    rules: {
      [name]: if std.member(model.brought, name) then []
      else overrides.apply(keep(evaluated[name].rules, dropped(parts[name], 'rules')))
      for name in withMixin
    },
    dashboards: uids({
      [name]:
        local boards = evaluated[name].dashboards;
        local gone = dropped(parts[name], 'dashboards');
        {
          [file]: boards[file]
          for file in std.objectFields(boards)
          if !std.member(gone, file) && !std.member(gone, '*')
        }
      for name in withMixin
    }, std.sort(withMixin, function(name) [if parts[name].shipped == null then 1 else 0, name]), settings.common.uids),

    // Where the rules of a part live when a rule sees its own namespace only.
    local declared(part) = std.get(modelOf(part), 'namespaces', []),
    local everywhere =
      local all = std.set(std.flattenArrays([declared(part) for part in chosen]));
      if all == [] then [settings.common.namespace] else all,
    namespaces: {
      [part.object.name]: if declared(part) == [] then everywhere else std.set(declared(part))
      for part in chosen
    },
    // Whose series the rules of a part read: its own targets', or the platform's.
    reads: { [part.object.name]: std.get(modelOf(part), 'reads', 'own') for part in chosen },

    workloads: { [part.object.name]: std.get(modelOf(part), 'workloads', {}) for part in chosen },
  } + {
    [field]: {
      [key]:
        local value = modelOf(part)[field][key];
        if std.isObject(value) then { part: part.object.name } + value else value
      for part in [parts[p.object.name] for p in layers.chosen(selection)]
      for key in std.objectFields(std.get(modelOf(part), field, {}))
    }
    for field in keyed
  } + {
    inhibitions+: inhibitions(super.routing),
    time_intervals+: super.routing.time_intervals,
  },
}
