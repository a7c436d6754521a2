// First stage: the keys of an environment and their types.
local problem = import './problem.libsonnet';

local types = {
  platform: ['string', 'object', 'nothing'],
  components: ['array'],
  addons: ['array'],
  target: ['string'],
  mode: ['string'],
  stack: ['string', 'object'],
  tenant: ['string', 'nothing'],
  cluster: ['string'],
  values: ['object'],
  documents: ['object'],
};

local words(list) = std.join(' or ', list);

// Names become folders and parts of Kubernetes names.
local isName(name) =
  std.isString(name) && name != '' && name[0] != '-' && name[std.length(name) - 1] != '-'
  && std.all([std.member('abcdefghijklmnopqrstuvwxyz0123456789-', c) for c in std.stringChars(name)]);

// What is wrong with a part that is given as an object.
local ofPart(new, path, part) =
  if !std.objectHasAll(part, 'name') then
    [new('wrong-type', path, data={ expected: 'a part with a `name`', got: 'an object without one' })]
  else if !isName(part.name) then
    [new('wrong-type', path + ['name'], data={
      expected: 'a name of lower-case letters, digits and `-`',
      got: if std.isString(part.name) then '`%s`' % part.name else problem.typeOf(part.name),
    })]
  else [];

function(name, user)
  local new = problem.new('arguments', name);
  local mismatch(path, value, expected) = new('wrong-type', path, data={ expected: expected, got: problem.typeOf(value) });
  local ofList(key) =
    local list = std.get(user, key, []);
    if !std.isArray(list) then []
    else std.flattenArrays([
      if std.isString(list[i]) then []
      else if std.isObject(list[i]) then ofPart(new, [key, i], list[i])
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
      if std.isObject(platform) then ofPart(new, ['platform'], platform) else []
    )
