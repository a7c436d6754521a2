// PrometheusRule: one for each part, or more where one would be too big.
// The operator packs rules into ConfigMaps and takes at most 0.5 MiB.
local budget = 400 * 1024;
// Rules are rarely longer than 2 KiB: only many of them are worth measuring.
local measured = 150;

// Names of groups must be unique in an object.
local unique(groups) = std.mapWithIndex(
  function(i, group)
    local before = std.count([g.name for g in groups[:i]], group.name);
    if before == 0 then group else group { name: '%s-%d' % [group.name, before + 1] },
  groups
);

local split(groups) = std.foldl(
  function(state, group)
    local bytes = std.length(std.manifestJsonMinified(group));
    if state.used + bytes > budget && state.last != []
    then { done: state.done + [state.last], last: [group], used: bytes }
    else { done: state.done, last: state.last + [group], used: state.used + bytes },
  groups,
  { done: [], last: [], used: 0 }
);

// The groups of each object.
local objects(groups) =
  local count = std.foldl(function(sum, group) sum + std.length(group.rules), groups, 0);
  if groups == [] then []
  else if count <= measured then [groups]
  else
    local state = split(groups);
    state.done + [state.last];

function(model, tools)
  local ofPart(part) =
    local namespaces = if tools.perNamespace then model.namespaces[part] else [model.common.namespace];
    // Rules that need no series of the platform are evaluated where their
    // own are, at a lower cost.
    local leaf = tools.perNamespace && model.reads[part] == 'own';
    local labels = model.stack.labels.rules + {
      [if leaf then 'openshift.io/prometheus-rule-evaluation-scope']: 'leaf-prometheus',
    };
    tools.merge(std.mapWithIndex(
      function(i, groups)
        local suffix = if i == 0 then '' else '-%d' % (i + 1);
        tools.copies(namespaces, '%s/prometheus-rule%s' % [part, suffix], function(namespace) {
          apiVersion: tools.group + '/v1',
          kind: 'PrometheusRule',
          metadata: tools.meta(part, part + suffix, namespace, labels),
          spec: { groups: groups },
        }),
      objects(unique(model.rules[part] + model.alerts[part]))
    ));
  tools.merge([ofPart(part) for part in std.objectFields(model.alerts)])
