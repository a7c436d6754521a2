// Third stage: values against what parts declare.
local problem = import './problem.libsonnet';

local isDoc(key) = std.startsWith(key, '#');
local contract = ['_config', 'grafanaDashboards', 'prometheusAlerts', 'prometheusRules'];

// What a part says about one of its values: `{ help, type, oneOf, map, optional }`.
local docOf(declared, key) =
  local doc = std.get(declared, '#' + key, {});
  if std.isString(doc) then { help: doc } else doc;

local isMixin(doc, value) =
  std.get(doc, 'type') == 'mixin'
  || std.isObject(value) && std.any([std.objectHasAll(value, field) for field in contract]);

// A mixin is opaque, a map holds any keys, and `{}` is an empty map.
local isFree(doc, value) = std.get(doc, 'map', false) || std.isObject(value) && std.length(value) == 0;

// All that is wrong below `path`; `problemAt(code, path, data)` makes a problem.
local check(problemAt, declared, final, path) =
  local visible = std.objectFields(final);
  local all = std.objectFieldsAll(final);
  local lost = [key for key in std.objectFields(declared) if !std.member(all, key)];

  local leaf(at, doc, before, after) =
    local expected = std.get(doc, 'type', if before == null then null else std.type(before));
    local choices = std.get(doc, 'oneOf');
    if after == null then
      if std.get(doc, 'optional', false) then [] else [problemAt('unset-value', at, { help: std.get(doc, 'help') })]
    else if isMixin(doc, before) then
      if std.isObject(after) then [] else [problemAt('wrong-type', at, { expected: 'a mixin', got: problem.typeOf(after) })]
    else if expected != null && std.type(after) != expected then
      [problemAt('wrong-type', at, { expected: expected, got: problem.typeOf(after) })]
    else if choices != null then
      [
        problemAt('not-one-of', at, { value: value, oneOf: choices })
        for value in if std.isArray(after) then after else [after]
        if !std.member(choices, value)
      ]
    else if std.isObject(before) && !isFree(doc, before) then check(problemAt, before, after, at)
    else [];

  (if lost == [] then [] else [problemAt('lost-value', path, { lost: lost })])
  + [
    problemAt('hidden-value', path + [key], {})
    for key in all
    if !isDoc(key) && !std.member(visible, key)
  ]
  + [
    problemAt('unknown-value', path + [key], { key: key, known: std.objectFields(declared) })
    for key in visible
    if !isDoc(key) && !std.objectHas(declared, key)
  ]
  + std.flattenArrays([
    leaf(path + [key], docOf(declared, key), declared[key], final[key])
    for key in std.objectFields(declared)
    if std.member(visible, key)
  ]);

{
  '#docOf':: 'What a part says about one of its values: `{ help, type, oneOf, map, optional }`.',
  docOf: docOf,
  '#isDoc':: 'Whether a key documents another one.',
  isDoc: isDoc,
  '#isMixin':: 'Whether a value is a mixin: to be used, never to be compared or searched.',
  isMixin: isMixin,
  '#isFree':: 'Whether a value takes keys that nobody declared.',
  isFree: isFree,

  '#problems':: 'Problems of the values of one environment, given its parts with all layers applied.',
  problems(name, user, parts)::
    local new = problem.new('values', name);
    local values = std.get(user, 'values', {});
    local known = std.objectFields(parts);
    [
      new('unknown-value', ['values', key], data={ key: key, known: known })
      for key in std.objectFields(values)
      if !std.member(known, key)
    ] + [
      new('hidden-value', ['values', key])
      for key in std.setDiff(std.objectFieldsAll(values), std.objectFields(values))
      if !isDoc(key)
    ] + [
      new('wrong-type', ['values', key], data={ expected: 'object', got: problem.typeOf(values[key]) })
      for key in std.objectFields(values)
      if !std.isObject(values[key])
    ] + std.flattenArrays([
      local part = parts[key];
      local label = if part.kind == 'settings' then null else '%s %s' % [part.kind, key];
      local declared = std.get(part.declared, 'values', {});
      local final = std.get(part.object, 'values', {});
      local by = { [if part.patches != [] then 'by']: [p.by for p in part.patches] };
      if std.get(part.declared, 'free', false) then []
      else check(function(code, path, data) new(code, path, label, data + by), declared, final, ['values', key])
      for key in known
      if std.isObject(std.get(values, key, {}))
    ]),
}
