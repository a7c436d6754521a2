// Where things in an environment come from, for the index, for explanations
// and for people who apply it.
local layers = import './layers.libsonnet';
local logRules = import './loki/rules.libsonnet';
local models = import './model.libsonnet';
local saving = import './saving.libsonnet';

// Kinds of object that can refer to Secrets.
local refer = ['AlertmanagerConfig', 'DaemonSet', 'Deployment', 'PodMonitor', 'Prometheus', 'ScrapeConfig', 'ServiceMonitor', 'StatefulSet'];

// The part that a path belongs to: its folder, below `dashboards/` too, or
// its file below `rules/`.
local ownerOf(path, prefix) =
  local segments = std.split(path, '/');
  local file(name) = if std.startsWith(name, prefix) then name[std.length(prefix):] else name;
  if segments[0] == 'dashboards' && std.length(segments) > 2 then std.split(segments[1], '.')[0]
  else if segments[0] == 'rules' && std.length(segments) == 2 then std.split(file(segments[1]), '.')[0]
  else segments[0];

// All layers that can have had a say in the documents of a part.
local contributors(prepared, name) =
  local part = prepared.parts[name];
  local drops = std.get(models.of(part), 'drop', {});
  local platform = prepared.selection.platform;
  local byFact = platform != null && std.any([std.objectHas(drops[key], 'because') for key in std.objectFields(drops)]);
  std.uniq(std.sort(
    [layers.label(part)]
    + [p.by for p in part.patches]
    + (if byFact then ['platform ' + platform.object.name] else [])
    + (if part.values != {} then ['values'] else [])
  ));

// Any prefix of an environment's layers is an environment of its own.
local prefixes(prepared) =
  local selection = prepared.selection;
  local empty = selection { components: [], addons: [], platform: null, values: {}, documents: {} };
  local step(state, layer) =
    local at = state.at + layer.add;
    { at: at, list: state.list + [{ layer: layer.name, selection: at }] };
  std.foldl(step, [
    { name: layers.label(part), add: { components+: [part] } }
    for part in selection.components
  ] + [
    { name: layers.label(part), add: { platform: part, facts: selection.facts } }
    for part in [selection.platform]
    if part != null
  ] + [
    { name: layers.label(part), add: { addons+: [part] } }
    for part in selection.addons
  ] + [
    { name: 'values', add: { values: selection.values } },
    { name: 'documents', add: { documents: selection.documents } },
  ], { at: empty { facts: (import './facts.libsonnet') }, list: [] }).list;

{
  '#madeBy':: '`{ path: [layer] }`: who has had a say in each document.',
  madeBy(prepared, documents):: {
    [path]:
      local owner = ownerOf(path, prepared.parts.common.object.values.prefix);
      (if std.objectHas(prepared.parts, owner) then contributors(prepared, owner) else ['target ' + prepared.selection.target])
      + (if std.objectHas(prepared.selection.documents, path) then ['documents'] else [])
    for path in std.objectFields(documents)
  },

  '#layers':: |||
    `[{ layer, documents }]`: the documents of every prefix of the layers, in
    order. Evaluated only when asked for; a prefix may be incomplete, so a
    document of it may fail.
  |||,
  layers(prepared, finish):: [
    local parts = layers.parts(prefix.selection);
    {
      layer: prefix.layer,
      documents:: finish(prepared {
        selection: prefix.selection,
        parts: parts,
        chosen: [parts[part.object.name] for part in layers.chosen(prefix.selection)],
        keys: {
          [part.object.name]: null
          for part in self.chosen
          if std.objectHasAll(std.get(part.object, 'values', {}), 'mixin')
        },
      }, {}).documents,
    }
    for prefix in prefixes(prepared)
  ],

  '#notes':: 'What the stack itself must be given for this model to have an effect.',
  notes(model)::
    local has(field, name) =
      if field == 'brought' then true
      else if field == 'rules' then model.alerts[name] + model.rules[name] != []
      else model[field][name] != {};
    local known(field) =
      if field == 'brought' then model.brought
      else std.objectFields(if field == 'rules' then model.alerts else model[field]);
    // One line for all, or those of the components that are there.
    local lines(field, needs) =
      if std.isObject(needs) then [needs[name] for name in std.objectFields(needs) if std.member(known(field), name) && has(field, name)]
      else if std.any([has(field, name) for name in known(field)]) then [needs]
      else [];
    [
      {
        stack: model.stack.name,
        about: if field == 'brought' then 'rules' else field,
        text: std.strReplace(line, '{namespace}', model.common.namespace),
      }
      for field in std.objectFields(model.stack.needs)
      for line in lines(field, model.stack.needs[field])
    ] + [
      { stack: model.stack.name, about: note.about, text: note.text }
      for note in saving.notes(model)
    ] + [
      { stack: part, about: 'rules over logs', text: 'left out, because ' + withheld[part] }
      for withheld in [logRules.withheld(model)]
      for part in std.objectFields(withheld)
    ],

  '#secrets':: 'Secrets that must exist: `[{ namespace, name, key }]`.',
  secrets(documents)::
    local isReference(value) =
      std.isObject(value) && std.objectFields(value) == ['key', 'name'] && std.isString(value.name) && std.isString(value.key);
    local within(value, namespace) =
      if isReference(value) then [{ namespace: namespace, name: value.name, key: value.key }]
      else if std.isObject(value) then std.flattenArrays([
        within(value[key], namespace)
        for key in std.objectFields(value)
        if key != 'configMapKeyRef'
      ])
      else if std.isArray(value) then std.flattenArrays([within(item, namespace) for item in value])
      else [];
    std.set(std.flattenArrays([
      within(documents[path].spec, documents[path].metadata.namespace)
      for path in std.objectFields(documents)
      if std.isObject(documents[path])
      if std.member(refer, std.get(documents[path], 'kind'))
    ]), std.manifestJsonMinified),
}
