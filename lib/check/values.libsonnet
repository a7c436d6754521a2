// Third stage: values against what parts declare.
local install = import '../install.libsonnet';
local quantity = import '../quantity.libsonnet';
local text = import '../text.libsonnet';
local problem = import './problem.libsonnet';

local isDoc(key) = std.startsWith(key, '#');
local contract = ['_config', 'grafanaDashboards', 'lokiRules', 'prometheusAlerts', 'prometheusRules'];

// What a part says about one of its values: `help` in words, `type` where the
// default has none or another, `oneOf` the choices, `items` the type of what
// is inside, `each` what every member of a map declares, `map: true` where any
// key may be added, `optional: true` where null is fine, `legal` (see below)
// where not every string will do.
local docOf(declared, key) =
  local doc = std.get(declared, '#' + key, {});
  if std.isString(doc) then { help: doc } else doc;

local isMixin(doc, value) =
  std.get(doc, 'type') == 'mixin'
  || std.isObject(value) && std.any([std.objectHasAll(value, field) for field in contract]);

// A mixin is opaque, a map holds any keys, and `{}` is an empty map.
local isFree(doc, value) = std.get(doc, 'map', false) || std.isObject(value) && std.length(value) == 0;

local isNamespaces(value) = std.isArray(value) && std.all([
  std.isString(name) && (name == '*' || text.isName(name))
  for name in value
]);

local isHost(string) = std.all(std.map(text.isName, std.split(string, '.')));

local isUrl(string) = std.any([
  std.startsWith(string, scheme) && std.length(string) > std.length(scheme)
  for scheme in ['http://', 'https://']
]);

local isWhole(least, most=1e9) = function(number) number == std.floor(number) && number >= least && number <= most;

local isBetween(least, most) = function(number) number > least && number < most;

local legal = {
  count: { check: isWhole(1), expected: 'a whole number from 1 on' },
  host: { check: isHost, expected: 'a host name such as `grafana.example.org`' },
  namespaces: { check: isNamespaces, expected: 'an array of namespaces' },
  percent: { check: isBetween(0, 100), expected: 'a number between 0 and 100' },
  port: { check: isWhole(1, 65535), expected: 'a port' },
  url: { check: isUrl, expected: 'an address that begins with `http://` or `https://`' },
  quantile: { check: isBetween(0, 1), expected: 'a number between 0 and 1' },
  duration: { check: quantity.isDuration, expected: 'a time span such as `30s` or `1h30m`' },
  name: { check: text.isName, expected: 'a name of lower-case letters, digits and `-`' },
  prefix: { check: text.isPrefix, expected: 'a prefix of lower-case letters, digits and `-`' },
  suffix: { check: function(string) string == '' || text.isName(string), expected: 'empty, or lower-case letters, digits and `-`' },
  quantity: { check: quantity.isSize, expected: 'a size such as `20Gi`' },
};

// Members of arrays and maps that are of another type than they should be.
local ofItems(problemAt, path, type, value) =
  local keys = if std.isArray(value) then std.range(0, std.length(value) - 1) else std.objectFields(value);
  [
    problemAt('wrong-type', path + [key], { expected: type, got: problem.typeOf(value[key]) })
    for key in keys
    if std.type(value[key]) != type
  ];

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
    else if std.objectHas(doc, 'legal') && !legal[doc.legal].check(after) then
      [problemAt('wrong-type', at, {
        expected: legal[doc.legal].expected,
        got: '`%s`' % std.toString(after),
      })]
    else if std.objectHas(doc, 'each') then std.flattenArrays([
      if std.isObject(after[key]) then check(problemAt, doc.each, doc.each + after[key], at + [key])
      else [problemAt('wrong-type', at + [key], { expected: 'object', got: problem.typeOf(after[key]) })]
      for key in std.objectFields(after)
    ])
    else if std.objectHas(doc, 'items') then ofItems(problemAt, at, doc.items, after)
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

// Fields of a part whose type the library relies on.
local shape = { help: 'string', values: 'object', model: 'object', patch: 'object', facts: 'object' };

local ofShape(new, part) = [
  new('wrong-type', null, '%s %s' % [part.kind, part.declared.name], {
    expected: '`%s` to be of type %s' % [field, shape[field]],
    got: problem.typeOf(part.declared[field]),
  })
  for field in std.objectFields(shape)
  if std.objectHasAll(part.declared, field) && std.type(part.declared[field]) != shape[field]
];

{
  '#check':: 'All that is wrong with `final`, which was laid over `declared`; `problemAt(code, path, data)` makes a problem.',
  check: check,

  '#docOf':: 'What a part says about one of its values.',
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
    local misshapen = std.flattenArrays([ofShape(new, parts[key]) for key in std.objectFields(parts)]);
    if misshapen != [] then misshapen
    else self.ofValues(new, std.get(user, 'values', {}), parts),

  '#ofValues':: 'Problems of the values of parts that have the right shape.',
  ofValues(new, values, parts)::
    local known = std.objectFields(parts);
    [
      if std.member(install.parts, key) then new('idle', ['values', key], data={
        message: '`values.%s` does nothing in mode `%s`: the stack has its own' % [key, parts.common.object.environment.mode],
        hint: "leave it out, or bring the stack with `mode: 'install'`",
      })
      else new('unknown-value', ['values', key], data={ key: key, known: known })
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
