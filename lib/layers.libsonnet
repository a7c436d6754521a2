// How an environment is laid up: components → platform → addons → values.
// Within a layer parts are sorted by name, so the order in which a user
// names them never matters.
local catalogue = import './catalogue.libsonnet';
local facts = import './facts.libsonnet';
local tenants = import './tenant.libsonnet';

// What the command line says of all environments, for one run.
local setting = std.native('setting');

local asksOf(part) =
  local model = std.get(part, 'model');
  if std.isObject(model) then std.get(model, 'asks', {}) else {};

local byName(parts) = std.sort(parts, function(part) part.object.name);

local hasPatch(source, name) = std.objectHas(std.get(source, 'patch', {}), name);

// The patch that `source` has for the part `name`, or nothing.
local patchFor(source, name) = if source != null && hasPatch(source, name) then source.patch[name] else {};

// A platform as its own values make it: facts and patches read them before
// anything is checked.
local withValues(object, values) =
  local own = if std.isObject(values) then std.get(values, object.name) else null;
  if std.isObject(own) then object { values+: own } else object;

// Types of the channels that wake people: those for critical alerts alone,
// else all that critical alerts go to.
local paging(parts) =
  local models = [std.get(part, 'model', {}) for part in parts];
  local channels = std.foldl(function(all, model) all + std.get(model, 'channels', {}), models, {});
  local severities(route) =
    local wanted = std.get(std.get(route, 'match', {}), 'severity', ['critical']);
    if std.isArray(wanted) then wanted else [wanted];
  local types(wanted) = std.set([
    channels[routes[name].channel].type
    for model in models
    for routes in [std.get(model, 'routes', {})]
    for name in std.objectFields(routes)
    if wanted(severities(routes[name])) && std.objectHas(channels, routes[name].channel)
  ]);
  local alone = types(function(severities) severities == ['critical']);
  if alone != [] then alone else types(function(severities) std.member(severities, 'critical'));

{
  local layers = self,

  '#forced':: 'The target that the command line wants of all environments, or null.',
  forced:: if setting == null then null else setting('target'),

  '#setting':: |||
    Key of an environment, or what the command line, the platform, the target
    or the catalogue says instead. A platform's stack counts only where it
    knows the target.
  |||,
  setting(user, key)::
    local platform = std.get(user, 'platform');
    local object = if std.isString(platform) then std.get(catalogue.platform, platform, {})
    else if std.isObject(platform) then platform else {};
    local ofPlatform = std.get(object, 'defaults', {});
    if key == 'target' then
      if layers.forced != null then layers.forced
      else std.get(user, key, std.get(ofPlatform, key, catalogue.defaults.target))
    else
      local target = layers.setting(user, 'target');
      local knows(stack) = !std.isString(stack) || std.member(std.get(std.get(catalogue.stack, stack, {}), 'targets', []), target);
      local sound = {
        [name]: ofPlatform[name]
        for name in std.objectFields(ofPlatform)
        if name != 'stack' || knows(ofPlatform.stack)
      };
      local ofTarget = if std.isString(target) then std.get(catalogue.targetDefaults, target, {}) else {};
      std.get(user, key, std.get(sound, key, std.get(ofTarget, key, std.get(catalogue.defaults, key)))),

  '#resolve':: |||
    What a string or an object names: `{ kind, object, shipped }`, where
    `shipped` is the name in the catalogue or null.
  |||,
  resolve(kind, reference)::
    if std.isString(reference)
    then { kind: kind, object: catalogue[kind][reference], shipped: reference }
    else { kind: kind, object: reference, shipped: null },

  '#stack':: 'The stack of an environment: one of the catalogue, or an object laid over one. What it brings counts where it is there already.',
  stack(user)::
    local reference = layers.setting(user, 'stack');
    local found = if std.isString(reference) then catalogue.stack[reference] else catalogue.stack.laid(reference);
    if layers.setting(user, 'mode') != 'install' then found
    else found {
      brings+: { targets: found.brings.always.targets, rules: found.brings.always.rules, inhibitions: false },
      needs: found.needs_always,
      jobs: found.jobs_always,
    },

  '#implied':: 'Components that come with mode `install`, unless the environment names them itself.',
  implied(user)::
    if layers.setting(user, 'mode') != 'install' then []
    else [name for name in layers.stack(user).installs if !std.member(layers.namesOf(user), name)],

  '#namesOf':: 'The names of the components and addons that an environment names itself.',
  namesOf(user)::
    local nameOf(reference) = if std.isString(reference) then reference else reference.name;
    std.map(nameOf, layers.setting(user, 'components') + layers.setting(user, 'addons')),

  '#selection':: 'What an environment consists of, before anything is laid over anything.',
  selection(name, user):: {
    local selection = self,
    local get(key) = layers.setting(user, key),
    name: name,
    user: user,
    values: get('values'),
    documents: get('documents'),
    platform: if get('platform') == null then null else layers.resolve('platform', get('platform')),
    components: byName([layers.resolve('component', c) for c in get('components') + layers.implied(user)]),
    addons: byName([layers.resolve('addon', a) for a in get('addons')]),
    target: get('target'),
    mode: get('mode'),
    tenancy: tenants.read(get('tenant')),
    tenant: if selection.tenancy == null then null else selection.tenancy.name,
    cluster: std.get(user, 'cluster', name),
    stack: layers.stack(user),
    facts: facts + (if selection.platform == null then {} else std.get(withValues(selection.platform.object, selection.values), 'facts', {})),
  },

  '#chosen':: 'The parts of a selection in the order of the layers, without the reserved ones.',
  chosen(selection)::
    selection.components
    + (if selection.platform == null then [] else [selection.platform])
    + selection.addons,

  '#parts':: |||
    `{ name: part }`: every part of a selection with all layers applied. A
    part is `{ kind, shipped, declared, patches, values, object }`: the object
    as declared, the patches `[{ by, shipped, patch }]` and the user's values laid over
    it, and the result.
  |||,
  parts(selection)::
    local platform = if selection.platform == null then null else withValues(selection.platform.object, selection.values);
    local valuesOf(name) = if std.objectHasAll(selection.values, name) then { values+: selection.values[name] } else {};
    // An addon's own patches see its platform's and its user's values, not
    // those of other addons: two addons could wait for each other.
    local addons = [
      {
        label: layers.label(addon),
        shipped: addon.shipped,
        object: addon.object + patchFor(platform, addon.object.name) + valuesOf(addon.object.name),
      }
      for addon in selection.addons
    ];
    local sources = (if platform == null then [] else [{ label: 'platform ' + platform.name, shipped: null, object: platform }]) + addons;
    local settings = [
      { kind: 'settings', object: catalogue.settings[name], shipped: name }
      for name in std.objectFields(catalogue.settings)
    ];
    local layered(part, environment) =
      local name = part.object.name;
      local patches = [
        { by: source.label, shipped: source.shipped, patch: source.object.patch[name] }
        for source in sources
        if hasPatch(source.object, name)
      ];
      {
        kind: part.kind,
        shipped: part.shipped,
        declared: part.object { environment:: environment },
        patches: patches,
        values: valuesOf(name),
        object: std.foldl(function(object, p) object + p.patch, patches, self.declared) + self.values,
      };
    local parts = {
      [part.object.name]: layered(part, {
        name: selection.name,
        cluster: selection.cluster,
        facts: selection.facts,
        why: if platform == null then {} else std.get(platform, 'why', {}),
        platform: if platform == null then null else platform.name,
        stack: selection.stack,
        target: selection.target,
        mode: selection.mode,
        tenant: selection.tenant,
        tenancy: selection.tenancy,
        parts: [part.object.name for part in layers.chosen(selection)],
        // Addresses that parts want to be asked from outside, by who does that.
        asks: std.foldl(function(all, part) all + asksOf(parts[part.object.name].object), layers.chosen(selection), {}),
        common: parts.common.object.values,
        plain: parts.plain.object.values,
        paging: paging([parts[part.object.name].object for part in layers.chosen(selection)]),
      })
      for part in settings + layers.chosen(selection)
    };
    parts,

  '#label':: 'How a part is called in messages and in the index.',
  label(part):: '%s %s' % [part.kind, part.object.name],
}
