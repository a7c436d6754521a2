// Two addons that set one thing differently: sorted by name the later one
// would win in silence.
local check = import './values.libsonnet';
local problem = import './problem.libsonnet';

// `[{ path, value }]` of all leaves; mixins are opaque and left out.
local leaves(value, path=[]) =
  if check.isMixin({}, value) then []
  else if std.isObject(value) && std.length(value) > 0 then std.flattenArrays([
    leaves(value[key], path + [key])
    for key in std.objectFields(value)
    if !check.isDoc(key)
  ])
  else [{ path: path, value: value }];

local index(value) = { [std.manifestJsonMinified(leaf.path)]: leaf.value for leaf in leaves(value) };

// Paths where `a` and `b` both change `base`, differently, and one of them
// is lost when they come together.
local clashes(base, a, b, both) =
  local of = { base: index(base), a: index(a), b: index(b), both: index(both) };
  local lost(key) =
    local was = std.get(of.base, key);
    local left = std.get(of.a, key);
    local right = std.get(of.b, key);
    left != right && left != was && right != was && std.member([left, right], of.both[key]);
  [std.parseJson(key) for key in std.objectFields(of.both) if lost(key)];

local setsMixin(patch) = std.objectHasAll(std.get(patch, 'values', {}), 'mixin');

{
  '#problems':: 'Conflicts in the field `values` or `model` of all parts of an environment.',
  problems(stage, name, parts, field)::
    local new = problem.new(stage, name);
    std.flattenArrays([
      local part = parts[key];
      local addons = [p for p in part.patches if std.startsWith(p.by, 'addon ')];
      local others = [p for p in part.patches if !std.startsWith(p.by, 'addon ')];
      local with(patches) = std.get(
        std.foldl(function(object, p) object + p.patch, others + patches, part.declared) + part.values, field, {}
      );
      local between(a, b) = [
        new('conflict', null, b.by, { parts: [a.by, b.by], at: [field, key] + path })
        for path in clashes(with([]), with([a]), with([b]), with([a, b])) + (
          if field == 'values' && setsMixin(a.patch) && setsMixin(b.patch) && !setsMixin(part.values)
          then [['mixin']]
          else []
        )
      ];
      std.flattenArrays([
        between(addons[i], addons[j])
        for i in std.range(0, std.length(addons) - 1)
        for j in std.range(i + 1, std.length(addons) - 1)
      ])
      for key in std.objectFields(parts)
      if std.length([p for p in parts[key].patches if std.startsWith(p.by, 'addon ')]) > 1
    ]),
}
