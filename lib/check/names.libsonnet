// Second stage: the names in an environment, before any part is evaluated
// with another.
local catalogue = import '../catalogue.libsonnet';
local facts = import '../facts.libsonnet';
local layers = import '../layers.libsonnet';
local problem = import './problem.libsonnet';
local values = import './values.libsonnet';

local unknown(new, path, kind, name, known) =
  if std.member(known, name) then []
  else [new('unknown-name', path, data={ kind: kind, name: name, known: known })];

// Strings that the catalogue does not know.
local unresolved(new, user) =
  local one(path, kind, reference) =
    if std.isString(reference) then unknown(new, path, kind, reference, std.objectFields(catalogue[kind])) else [];
  local many(key, kind) =
    local list = layers.setting(user, key);
    std.flattenArrays(std.mapWithIndex(function(i, reference) one([key, i], kind, reference), list));
  one(['platform'], 'platform', std.get(user, 'platform'))
  + many('components', 'component')
  + many('addons', 'addon')
  + (
    // What the command line says is one problem, whatever the environments.
    if layers.forced == null then one(['target'], 'target', layers.setting(user, 'target'))
    else unknown(problem.new('names', null), null, 'target', layers.forced, std.objectFields(catalogue.target))
  )
  + one(['mode'], 'mode', layers.setting(user, 'mode'))
  + one(['stack'], 'stack', layers.setting(user, 'stack'));

// Names that meet: twice the same part, or a reserved one.
local repeated(new, selection) =
  local names = std.objectFields(catalogue.settings) + [part.object.name for part in layers.chosen(selection)];
  local count(name) = std.count(names, name);
  std.set([
    new('duplicate-part', [if part.kind == 'platform' then 'platform' else part.kind + 's'], layers.label(part), {
      kind: part.kind,
      name: part.object.name,
    })
    for part in layers.chosen(selection)
    if count(part.object.name) > 1
  ], std.manifestJsonMinified);

// What parts ask for that is not there, or name in a patch that nobody knows.
local unmet(new, selection) =
  local chosen = layers.chosen(selection);
  local present = [part.object.name for part in chosen];
  local patchable = std.set(present + std.flattenArrays([
    std.objectFields(catalogue[kind])
    for kind in ['settings', 'component', 'addon']
  ]));
  [
    new('missing-requirement', ['components'], layers.label(part), { needs: needed })
    for part in chosen
    for needed in std.get(part.object, 'requires', [])
    if !std.member(present, needed)
  ] + [
    new('unknown-name', null, layers.label(part), { kind: 'part', name: name, known: patchable })
    for part in chosen
    for name in std.objectFields(std.get(part.object, 'patch', {}))
    if !std.member(patchable, name)
  ];

// A fact that no component asks for is a misspelt one.
local unknownFacts(new, selection) =
  if selection.platform == null then []
  else [
    new('unknown-key', ['platform', 'facts', key], layers.label(selection.platform), {
      key: key,
      known: std.objectFields(facts),
    })
    for key in std.objectFields(std.get(selection.platform.object, 'facts', {}))
    if !std.objectHas(facts, key)
  ];

// What mode `install` would bring.
local ofInstalls(new, user, stack) =
  if layers.setting(user, 'mode') != 'install' then []
  else if stack.installs == [] then
    [new('refused', ['mode'], data={
      message: 'the stack `%s` cannot be installed: %s' % [
        stack.name,
        if std.isString(layers.setting(user, 'stack')) then 'it comes with the cluster' else '`stack.installs` names nothing',
      ],
      hint: "use `mode: 'join'`, or a stack that can be installed: %s" % std.join(', ', [
        '`%s`' % name
        for name in std.objectFields(catalogue.stack)
        if catalogue.stack[name].installs != []
      ]),
    })]
  else if stack.installed_by != [] && !std.member(stack.installed_by, layers.setting(user, 'target')) then
    [new('refused', ['mode'], data={
      message: 'the stack `%s` cannot be installed by target `%s`' % [stack.name, layers.setting(user, 'target')],
      hint: "use `mode: 'join'`, or the target `%s`" % std.join('` or `', stack.installed_by),
    })]
  else std.flattenArrays([
    unknown(new, ['stack', 'installs'], 'component', name, std.objectFields(catalogue.component))
    for name in stack.installs
    if !std.member(layers.namesOf(user), name)
  ]);

// A stack of one's own is laid over the defaults of all stacks.
local ofStack(new, user) =
  local own = layers.setting(user, 'stack');
  if !std.isObject(own) then []
  else values.check(
    function(code, path, data) new(code, path, data=data),
    catalogue.stack.laid({ [if std.objectHas(own, 'name') then 'name']: own.name }),
    catalogue.stack.laid(own),
    ['stack']
  );

// A stack that cannot read what the target writes.
local ofTarget(new, user, selection) =
  local stack = selection.stack;
  if std.member(stack.targets, selection.target) then []
  else [new('target-of-stack', if std.objectHas(user, 'target') then ['target'] else ['stack'], data={
    target: selection.target,
    stack: stack.name,
    targets: stack.targets,
    stacks: [name for name in std.objectFields(catalogue.stack) if std.member(catalogue.stack[name].targets, selection.target)],
  })];

function(name, user)
  local new = problem.new('names', name);
  local unknownNames = unresolved(new, user);
  if unknownNames != [] then unknownNames
  else
    local selection = layers.selection(name, user);
    local stackProblems = ofStack(new, user);
    local soundStack = if stackProblems != [] then stackProblems else ofInstalls(new, user, selection.stack);
    // What a stack installs must be known before it is looked up.
    if soundStack != [] then soundStack
    else repeated(new, selection) + unmet(new, selection) + unknownFacts(new, selection) + ofTarget(new, user, selection)
