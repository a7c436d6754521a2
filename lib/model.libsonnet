// What an environment wants, before a target says how. Every part
// contributes; nothing here knows a Kubernetes kind.
local inhibitions = import './inhibitions.libsonnet';
local layers = import './layers.libsonnet';
local reader = import './install/reader.libsonnet';
local saving = import './saving.libsonnet';
local uids = import './uids.libsonnet';

// Fields of a part's model whose keys are the environment's: two parts that
// make one key would overwrite each other.
local keyed = ['scrape', 'probes', 'modules', 'channels', 'routes', 'inhibitions', 'time_intervals', 'templates', 'datasources', 'warnings'];
local other = ['asks', 'config', 'controlPlane', 'installer', 'logs', 'namespaces', 'reads', 'sources', 'drop', 'choices', 'boards', 'matchers', 'problems', 'saving', 'workloads', 'writes'];

local modelOf(part) = std.get(part.object, 'model', {});

// Names that the drops of a part mention, by what they drop.
local dropped(part, what) =
  local drops = std.get(modelOf(part), 'drop', {});
  local choices = std.get(std.get(modelOf(part), 'choices', {}), what, {});
  std.set(
    std.flattenArrays([std.get(drops[key], what, []) for key in std.objectFields(drops)])
    + [name for name in std.objectFields(choices) if std.get(choices[name], 'drop', false)]
  );

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

// The dashboard of a group of alerts: a part says which in `boards`, by group
// or for all as `*`: a file, or several of which the first that is there counts
// (it knows several mixins). A mixin with one dashboard needs not.
local boardOf(part, boards, group) =
  local wanted = std.get(modelOf(part), 'boards', {});
  local listed(key) =
    local files = std.get(wanted, key, []);
    if std.isArray(files) then files else [files];
  local only = if std.length(boards) == 1 then std.objectFields(boards) else [];
  local files = [file for file in listed(group) + listed('*') + only if std.objectHas(boards, file)];
  if files == [] then null else std.get(boards[files[0]].json, 'uid');

local linked(url, uid) =
  if uid == null then {}
  else { dashboard_url: std.rstripChars(url, '/') + '/d/' + uid + '{{ with $labels.namespace }}?var-namespace={{ . | urlquery }}{{ end }}' };

{
  '#keyed':: 'Fields of a part whose keys must be unique in an environment.',
  keyed: keyed,
  '#fields':: 'All fields that the model of a part may have.',
  fields: std.set(keyed + other),
  '#of':: 'The model of one part.',
  of: modelOf,

  '#environment':: |||
    The model of an environment. `evaluated` has, for each part with a mixin,
    its groups and dashboards, `overrides` are the changes to alerts.
  |||,
  environment(selection, parts, evaluated, overrides):: {
    local model = self,
    local chosen = [parts[part.object.name] for part in layers.chosen(selection)],
    local withMixin = std.objectFields(evaluated),
    local settings = { [name]: parts[name].object.values for name in ['common', 'labels', 'routing', 'plain'] },

    name: selection.name,
    cluster: selection.cluster,
    tenant: selection.tenant,
    tenancy: selection.tenancy,
    // Limits for each target of a tenant: `{ samples, targets, labels }`, null for none.
    quota: if selection.tenancy == null then { samples: null, targets: null, labels: null } else selection.tenancy.quota,
    target: selection.target,
    mode: selection.mode,
    stack: selection.stack + (
      // Who looks for targets is not there yet, so nobody has given it rights.
      if !std.objectHas(model.install, 'prometheus') || selection.target != 'crd' then {} else { reader: reader(model) }
    ),
    // The values of the parts of the stack that mode `install` brings, and of
    // those that bring their own workload in any mode.
    install: {
      [name]: parts[name].object.values
      for name in selection.stack.installs
      if selection.mode == 'install' && std.objectHas(parts, name) && std.get(parts[name].object.values, 'install', true)
    } + { [name]: parts[name].object.values for name in std.objectFields(model.installers) },
    // What makes the workloads of the latter.
    installers: {
      [part.object.name]: modelOf(part).installer
      for part in chosen
      if std.objectHas(modelOf(part), 'installer') && part.object.values.install
    },
    // The names of the values of each part that somebody has set; what our own
    // addons set, they set for every target.
    said: {
      [part.object.name]: std.set(std.flattenArrays([
        std.objectFields(std.get(patch, 'values', {}))
        for patch in [p.patch for p in part.patches if p.shipped == null] + [part.values]
      ]))
      for part in chosen
    },
    // What makes it cheap, and what the project itself says of alerts, which
    // goes before that.
    saving: std.foldl(function(all, part) all + std.get(modelOf(part), 'saving', {}), chosen, saving.none),
    overridden: parts.alerts.object.values,
    // How long samples are kept; null where nobody knows.
    retention: if selection.mode == 'install' then std.get(std.get(model.install, 'prometheus', {}), 'retention')
    else selection.stack.retention,
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
    // Parts whose rules are left to the stack.
    brought: [name for name in withMixin if std.member(brought, name)],
    local changed(name, groups) =
      local annotations(group) = linked(settings.common.grafana, boardOf(parts[name], model.dashboards[name], group));
      overrides.apply(
        name,
        parts[name].object.values.mixin,
        groups,
        if settings.common.grafana == '' then null else annotations
      ),
    local rulesOf(name, what) =
      if std.member(model.brought, name) then []
      else changed(name, keep(evaluated[name][what], dropped(parts[name], what))),
    alerts: { [name]: rulesOf(name, 'alerts') for name in withMixin },
    rules: { [name]: rulesOf(name, 'rules') for name in withMixin },
    // Rules in LogQL by part, whether anybody evaluates them or not.
    lokiRules: {
      [name]: changed(name, keep(evaluated[name].lokiRules, dropped(parts[name], 'alerts') + dropped(parts[name], 'rules')))
      for name in withMixin
    },
    local withLogs = [part for part in chosen if std.objectHas(modelOf(part), 'logs')],
    // The Loki of the environment, the first one by name: `{ part, rules,
    // tenant, namespace }`, or null.
    logs: if withLogs == [] then null else { part: withLogs[0].object.name } + modelOf(withLogs[0]).logs,
    // Alerts whose texts name the cluster though there is one only.
    naming: { [name]: evaluated[name].naming for name in withMixin },
    // `{ part: { file: { json, text, folder } } }`
    dashboards: foldered(uids({
      [name]:
        local boards = evaluated[name].dashboards;
        local gone = dropped(parts[name], 'dashboards');
        {
          [file]: boards[file]
          for file in std.objectFields(boards)
          if !std.member(gone, file) && !std.member(gone, '*')
        }
      for name in withMixin
    }, std.sort(withMixin, function(name) [if parts[name].shipped == null then 1 else 0, name]), settings.common.uids)),
    local foldered(dashboards) = {
      [name]:
        local chosen = std.get(std.get(modelOf(parts[name]), 'choices', {}), 'dashboards', {});
        local usual = std.strReplace(settings.common.folder, '%s', name);
        {
          [file]: dashboards[name][file] { folder: std.get(std.get(chosen, file, {}), 'folder', usual) }
          for file in std.objectFields(dashboards[name])
        }
      for name in withMixin
    },

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
    // Targets of the platform that rules read: all, unless the part names them.
    sources: {
      [part.object.name]: std.get(modelOf(part), 'sources', std.objectFields(model.controlPlane) + ['kube-state-metrics', 'node-exporter'])
      for part in chosen
    },

    // What selectors of single parts must match.
    matchers: { [part.object.name]: std.get(modelOf(part), 'matchers', {}) for part in chosen },

    // Parts that write series into Prometheus, and where: `{ part: { url } }`.
    writes: {
      [part.object.name]: modelOf(part).writes
      for part in chosen
      if std.get(modelOf(part), 'writes') != null
    },

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
    inhibitions: inhibitions(super.routing, super.inhibitions),
    time_intervals+: super.routing.time_intervals,
  },
}
