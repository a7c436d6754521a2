// Groups of rules as they stand together in one object or one file.

// The operator packs rules into ConfigMaps and takes at most 0.5 MiB.
local budget = 400 * 1024;
// Rules are rarely longer than 2 KiB: only many of them are worth measuring.
local measured = 150;

local split(groups) = std.foldl(
  function(state, group)
    local bytes = std.length(std.manifestJsonMinified(group));
    if state.used + bytes > budget && state.last != []
    then { done: state.done + [state.last], last: [group], used: bytes }
    else { done: state.done, last: state.last + [group], used: state.used + bytes },
  groups,
  { done: [], last: [], used: 0 }
);

{
  '#unique':: 'Groups with names that differ: a second `kubernetes-apps` is `kubernetes-apps-2`.',
  unique(groups):: std.mapWithIndex(
    function(i, group)
      local before = std.count([g.name for g in groups[:i]], group.name);
      if before == 0 then group else group { name: '%s-%d' % [group.name, before + 1] },
    groups
  ),

  '#of':: 'All groups of a part, with names that differ.',
  of(model, part):: self.unique(model.rules[part] + model.alerts[part]),

  '#objects':: 'The groups of each object, so that none is too big.',
  objects(groups)::
    local count = std.foldl(function(sum, group) sum + std.length(group.rules), groups, 0);
    if groups == [] then []
    else if count <= measured then [groups]
    else
      local state = split(groups);
      state.done + [state.last],
}
