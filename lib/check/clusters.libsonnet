// Environments of one cluster, taken together: what two of them would write
// under one name.
local problem = import './problem.libsonnet';

local objectsIn(value) =
  if std.isArray(value) then std.flattenArrays(std.map(objectsIn, value))
  else if !std.isObject(value) || !std.objectHas(value, 'kind') then []
  else if std.endsWith(value.kind, 'List') && std.objectHas(value, 'items') then objectsIn(value.items)
  else if std.objectHas(value, 'metadata') then [value]
  else [];

// `Kind namespace/name`, and the group of its API: kinds of one name differ.
local identity(object) =
  local parts = std.split(object.apiVersion, '/');
  local kind = if std.length(parts) == 1 then object.kind else '%s.%s' % [object.kind, parts[0]];
  local namespace = std.get(object.metadata, 'namespace');
  '%s %s%s' % [kind, if namespace == null then '' else namespace + '/', std.get(object.metadata, 'name', '')];

// What an environment writes, by what it is called in messages.
local claims(finished) =
  local documents = finished.documents;
  local model = finished.model;
  local objects = std.flattenArrays([objectsIn(documents[path]) for path in std.objectFields(documents)]);
  local values = std.get(documents, 'values.yaml', {});
  local rules = std.get(values, 'additionalPrometheusRulesMap', {});
  local groups(scope, list) = ['%s/%s' % [scope, group.name] for group in list];
  {
    objects: [identity(object) for object in objects] + (
      if values == {} then [] else ['Helm release %s/%s' % [model.common.namespace, std.get(model.stack, 'release', '')]]
    ),
    dashboards: [
      documents[path].uid
      for path in std.objectFields(documents)
      if std.startsWith(path, 'dashboards/') && std.isObject(documents[path]) && std.get(documents[path], 'uid', '') != ''
    ],
    // Of one Prometheus, as far as names tell: those of one namespace, or of
    // one folder of rules.
    groups: std.flattenArrays([
      groups(object.metadata.namespace, object.spec.groups)
      for object in objects
      if object.kind == 'PrometheusRule'
    ] + [
      groups(model.common.namespace, rules[name].groups)
      for name in std.objectFields(rules)
    ] + [
      groups('rules', documents[path].groups)
      for path in std.objectFields(documents)
      if model.mode == 'join' && std.startsWith(path, 'rules/')
    ]),
  };

local words = {
  objects: {
    what: 'the objects',
    hint: "give one of them a prefix of its own, `common+: { prefix: '…' }` in `values`, or another `namespace`",
  },
  dashboards: {
    what: 'dashboards of the uids',
    hint: "tell them apart: `common+: { uids: '…' }` in `values` of one",
  },
  groups: {
    what: 'the groups of rules',
    hint: 'the same alerts would come twice: leave the part to one of them, or give one another `namespace` in `values.common`',
  },
};

// `finished` are environments `{ name, model, documents }`.
function(finished)
  local clusters = std.sort([environment.model.cluster for environment in finished]);
  local shared = [cluster for cluster in std.uniq(clusters) if std.count(clusters, cluster) > 1];
  std.flattenArrays([
    local members = [environment for environment in finished if environment.model.cluster == cluster];
    local claimed = [
      local all = claims(environment);
      { [kind]: std.set(all[kind]) for kind in std.objectFields(words) }
      for environment in members
    ];
    [
      problem.new('model', members[i].name)('shared', ['cluster'], null, {
        cluster: cluster,
        environments: [members[i].name, members[j].name],
        names: both,
        what: words[kind].what,
        hint: words[kind].hint,
      })
      for i in std.range(0, std.length(members) - 1)
      for j in std.range(i + 1, std.length(members) - 1)
      for kind in std.objectFields(words)
      for both in [std.setInter(claimed[i][kind], claimed[j][kind])]
      if both != []
    ]
    for cluster in shared
  ])
