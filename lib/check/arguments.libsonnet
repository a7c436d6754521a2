// First stage: the keys of an environment and their types.
local text = import '../text.libsonnet';
local problem = import './problem.libsonnet';
local tenants = import '../tenant.libsonnet';

local types = {
  platform: ['string', 'object', 'nothing'],
  components: ['array'],
  addons: ['array'],
  target: ['string'],
  mode: ['string'],
  stack: ['string', 'object'],
  tenant: ['string', 'object', 'nothing'],
  cluster: ['string'],
  values: ['object'],
  documents: ['object'],
};

local words(list) = std.join(' or ', list);

// Fields of a part that is given as an object, by kind; what a part needs
// for itself is a local or a hidden field.
local common = ['name', 'help', 'requires', 'values', 'model', 'patch'];
local partFields = {
  components: common,
  addons: common,
  platform: common + ['facts', 'why', 'notes', 'defaults'],
};

local nameProblem(new, path, name) =
  if std.isString(name) && text.isName(name) then []
  else [new('wrong-type', path, data={
    expected: 'a name of lower-case letters, digits and `-`',
    got: if std.isString(name) then '`%s`' % name else problem.typeOf(name),
  })];

local ofPart(new, key, path, part) =
  [
    new('unknown-key', path + [field], data={ key: field, known: std.sort(partFields[key]) })
    for field in std.objectFields(part)
    if !std.member(partFields[key], field)
  ] + [
    new('wrong-type', path + ['requires'], data={ expected: 'array', got: problem.typeOf(part.requires) })
    for _ in [0]
    if !std.isArray(std.get(part, 'requires', []))
  ] + (
    if std.objectHasAll(part, 'name') then nameProblem(new, path + ['name'], part.name)
    else [new('wrong-type', path, data={ expected: 'a part with a `name`', got: 'an object without one' })]
  );

local ofTenant(new, tenant) =
  local wrong(key, expected) =
    local value = tenant[key];
    new('wrong-type', ['tenant', key], data={
      expected: expected,
      got: if std.isString(value) || std.isNumber(value) then '`%s`' % value else problem.typeOf(value),
    });
  local limit(value) = std.isNumber(value) && value >= 1 && value == std.floor(value);
  [
    new('unknown-key', ['tenant', key], data={ key: key, known: tenants.fields })
    for key in std.objectFields(tenant)
    if !std.member(tenants.fields, key)
  ] + (
    if std.objectHas(tenant, 'name') then []
    else [new('wrong-type', ['tenant'], data={ expected: 'an object with a `name`', got: 'one without' })]
  ) + std.flattenArrays([
    nameProblem(new, ['tenant', key], tenant[key])
    for key in ['name', 'namespace']
    if std.objectHas(tenant, key)
  ]) + [
    wrong('label', 'a name of letters, digits and `_`')
    for _ in [0]
    if std.objectHas(tenant, 'label') && !(std.isString(tenant.label) && text.isLabel(tenant.label))
  ] + [
    wrong('value', 'a string that is not empty')
    for _ in [0]
    if std.objectHas(tenant, 'value') && !(std.isString(tenant.value) && tenant.value != '')
  ] + [
    wrong(key, 'a whole number from 1 on')
    for key in ['samples', 'targets', 'labels']
    if std.objectHas(tenant, key) && tenant[key] != null && !limit(tenant[key])
  ];

function(name, user)
  local new = problem.new('arguments', name);
  local mismatch(path, value, expected) = new('wrong-type', path, data={ expected: expected, got: problem.typeOf(value) });
  local ofList(key) =
    local list = std.get(user, key, []);
    if !std.isArray(list) then []
    else std.flattenArrays([
      if std.isString(list[i]) then []
      else if std.isObject(list[i]) then ofPart(new, key, [key, i], list[i])
      else [mismatch([key, i], list[i], 'string or object')]
      for i in std.range(0, std.length(list) - 1)
    ]);
  if name == 'mixgen' then
    [new('wrong-type', [], data={ expected: 'another name for the environment', got: '`mixgen`, which is taken' })]
  else if !std.isObject(user) then
    [mismatch([], user, 'object')]
  else
    [
      new('unknown-key', [key], data={ key: key, known: std.objectFields(types) })
      for key in std.objectFields(user)
      if !std.objectHas(types, key)
    ] + [
      mismatch([key], user[key], words(types[key]))
      for key in std.objectFields(types)
      if std.objectHasAll(user, key) && !std.member(types[key], problem.typeOf(user[key]))
    ] + ofList('components') + ofList('addons') + (
      local platform = std.get(user, 'platform');
      if std.isObject(platform) then ofPart(new, 'platform', ['platform'], platform) else []
    ) + (
      local tenant = std.get(user, 'tenant');
      if std.isString(tenant) then nameProblem(new, ['tenant'], tenant)
      else if std.isObject(tenant) then ofTenant(new, tenant)
      else []
    )
