// `environments({ name: environment })`. Each environment is prepared (its
// parts are found, laid up and checked), mixins of equal configuration are
// evaluated once for all of them, and each is finished by its target.
local alerts = import './alerts.libsonnet';
local argumentProblems = import './check/arguments.libsonnet';
local clusterProblems = import './check/clusters.libsonnet';
local conflicts = import './check/conflicts.libsonnet';
local modelProblems = import './check/model.libsonnet';
local nameProblems = import './check/names.libsonnet';
local problem = import './check/problem.libsonnet';
local valueProblems = import './check/values.libsonnet';
local catalogue = import './catalogue.libsonnet';
local estimate = import './estimate.libsonnet';
local layers = import './layers.libsonnet';
local mixins = import './mixin.libsonnet';
local models = import './model.libsonnet';
local origins = import './origins.libsonnet';
local saving = import './saving.libsonnet';
local tenants = import './tenant.libsonnet';

local hasMixin(part) = std.objectHasAll(std.get(part.object, 'values', {}), 'mixin');

// A stage is looked at only when the one before has nothing to say.
local stages(first, next) = if first != [] then first else next;

// Everything up to the mixins. Lazy: `parts` of an environment with
// problems is never asked for.
local prepare(name, user) = {
  local prepared = self,
  name: name,
  user: user,
  selection: layers.selection(name, user),
  parts: layers.parts(prepared.selection),
  chosen: [prepared.parts[part.object.name] for part in layers.chosen(prepared.selection)],
  problems: stages(
    argumentProblems(name, user),
    stages(
      nameProblems(name, user),
      stages(
        valueProblems.problems(name, user, prepared.parts),
        conflicts.problems('values', name, prepared.parts, 'values')
      )
    )
  ),
  overrides: alerts(prepared.parts.alerts.object.values, prepared.parts.labels.object.values.alerts),
  // Sharing key of each part that has a mixin.
  keys: {
    [part.object.name]: mixins.sharingKey(part, prepared.overrides)
    for part in prepared.chosen
    if hasMixin(part)
  },
};

// Mixins of all sound environments by key, each evaluated at most once.
local shareAll(prepared) =
  local wanted = [
    { key: environment.keys[name], part: environment.parts[name], overrides: environment.overrides }
    for environment in prepared
    for name in std.objectFields(environment.keys)
    if environment.keys[name] != null
  ];
  {
    [entry.key]: mixins.ofPart(entry.part, entry.overrides)
    for entry in std.set(wanted, function(entry) entry.key)
  };

local finish(prepared, shared) = {
  local finished = self,
  name: prepared.name,
  settings: { [name]: prepared.parts[name].object.values for name in std.objectFields(catalogue.settings) },
  evaluated: {
    [name]:
      local key = prepared.keys[name];
      local part = prepared.parts[name];
      if key != null && std.objectHas(shared, key) then shared[key]
      else mixins.ofPart(part, prepared.overrides)
    for name in std.objectFields(prepared.keys)
  },
  whole: models.environment(prepared.selection, prepared.parts, finished.evaluated, prepared.overrides),
  model: saving.apply(tenants.scope(finished.whole)),
  target: catalogue.target[prepared.selection.target],
  made: finished.target.documents(finished.model),
  documents: finished.made + prepared.selection.documents,
  problems: stages(
    modelProblems.problems(prepared.name, prepared.chosen, prepared.selection.stack, finished.settings, finished.evaluated)
    + conflicts.problems('model', prepared.name, prepared.parts, 'model'),
    stages(
      modelProblems.scope(prepared.name, prepared.chosen, finished.whole),
      modelProblems.documents(prepared.name, prepared.user, std.objectFields(finished.made))
      + modelProblems.outside(prepared.name, finished.model, finished.documents)
    )
  ),
  warnings: modelProblems.warnings(
    prepared.name,
    prepared.chosen,
    finished.model,
    finished.target.unsaid(finished.model),
    finished.evaluated,
    prepared.parts.alerts.object.values
  ),
  secrets:
    if std.objectHasAll(finished.target, 'secrets') then finished.target.secrets(finished.model)
    else origins.secrets(finished.documents),
};

// One warning for all environments that have it.
local together(warnings) =
  local keyed = [{ key: std.manifestJsonMinified(w { environment: null }), warning: w } for w in warnings];
  [
    local all = [entry.warning.environment for entry in keyed if entry.key == first.key];
    first.warning { environment: all[0], environments: all }
    for first in std.set(keyed, function(entry) entry.key)
  ];

local build(environments) =
  local names = [name for name in std.objectFields(environments) if name != 'mixgen'];
  local prepared = { [name]: prepare(name, environments[name]) for name in std.objectFields(environments) };
  local sound = [name for name in names if prepared[name].problems == []];
  local shared = shareAll([prepared[name] for name in sound]);
  local finished = { [name]: finish(prepared[name], shared) for name in sound };
  local problemsOf(name) =
    if std.member(sound, name) then finished[name].problems else prepared[name].problems;
  local problems = { [name]: problemsOf(name) for name in std.objectFields(environments) };
  local good = [name for name in names if problems[name] == []];
  {
    mixgen:: {
      version: 1,
      problems: problem.sorted(
        std.flattenArrays([problems[name] for name in std.objectFields(problems)])
        + clusterProblems([finished[name] for name in good])
      ),
      warnings: together(std.flattenArrays([finished[name].warnings for name in good])),
      // Whether a date is over is for a tool to say: nothing here reads a clock.
      expiries: together([
        problem.new('model', name)('expiry', expiry.path, data={ name: expiry.name, reason: expiry.reason, until: expiry.until })
        for name in good
        for expiry in prepared[name].overrides.expiries
      ]),
      notes: { [name]: origins.notes(finished[name].model) for name in good },
      secrets: { [name]: finished[name].secrets for name in good },
      made_by: { [name]: origins.madeBy(prepared[name], finished[name].documents) for name in good },
      layers: { [name]: origins.layers(prepared[name], finish) for name in good },
      // What `mixgen estimate` asks for.
      estimates:: { [name]: estimate(finished[name].model) for name in good },
      models:: { [name]: finished[name].model for name in good },
    },
  } + {
    [name]:
      if problems[name] == [] then finished[name].documents
      else error '%d problems in environment %s: run `mixgen build`, or read the hidden field `mixgen.problems`' % [
        std.length(problems[name]),
        name,
      ]
    for name in names
  };

function(environments)
  if std.isObject(environments) then build(environments)
  else {
    mixgen:: {
      version: 1,
      problems: [
        problem.new('arguments', null)('wrong-type', [], data={
          expected: 'object of environments by name',
          got: problem.typeOf(environments),
        }),
      ],
      warnings: [],
    },
  }
