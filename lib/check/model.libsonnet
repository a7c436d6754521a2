// Last stage: what the parts of an environment want, taken together.
local install = import '../install.libsonnet';
local mixins = import '../mixin.libsonnet';
local models = import '../model.libsonnet';
local saving = import '../saving.libsonnet';
local tenants = import '../tenant.libsonnet';
local single = import '../single.libsonnet';
local overriding = import './alerts.libsonnet';
local problem = import './problem.libsonnet';
local routes = import './routing.libsonnet';
local shapes = import './shapes.libsonnet';
local text = import '../text.libsonnet';

local field(part, name) = std.get(models.of(part), name, {});
local labelOf(part) = '%s %s' % [part.kind, part.object.name];

// Keys of a model that do not exist, and keys that two parts make.
local ofKeys(new, chosen) =
  [
    new('unknown-key', null, labelOf(part), { key: key, known: models.fields })
    for part in chosen
    for key in std.objectFields(models.of(part))
    if !std.member(models.fields, key)
  ] + std.flattenArrays([
    local keys = std.sort(std.flattenArrays([std.objectFields(field(part, name)) for part in chosen]));
    [
      new('model-conflict', null, data={
        key: '%s.%s' % [name, key],
        parts: [labelOf(part) for part in chosen if std.objectHas(field(part, name), key)],
      })
      for key in std.uniq(keys)
      if std.count(keys, key) > 1
    ]
    for name in models.keyed
  ]);

// What a part itself has against its values: `[{ path, message, hint }]`.
local ofParts(new, chosen) = [
  new('refused', said.path, labelOf(part), { message: said.message, hint: said.hint })
  for part in chosen
  for said in std.get(models.of(part), 'problems', [])
];

// Routes that lead nowhere.
local ofRoutes(new, chosen) =
  local channels = std.set(std.flattenArrays([std.objectFields(field(part, 'channels')) for part in chosen]));
  [
    new('unknown-name', null, labelOf(part), { kind: 'channel', name: field(part, 'routes')[key].channel, known: channels })
    for part in chosen
    for key in std.objectFields(field(part, 'routes'))
    if !std.member(channels, field(part, 'routes')[key].channel)
  ];

local namesOf(evaluated, what) =
  if what == 'dashboards' then std.objectFields(evaluated.dashboards)
  else std.set(std.flattenArrays([
    [group.name] + [rule.alert for rule in group.rules if std.objectHas(rule, 'alert')]
    for group in evaluated[what] + evaluated.lokiRules
  ]));

// What is taken away must be there, unless a fact takes it: facts speak of
// every mixin, a user of his own.
local ofDrops(new, chosen, evaluated) =
  local ofPart(part) =
    local drops = field(part, 'drop');
    local strict = [drops[key] for key in std.objectFields(drops) if !std.objectHas(drops[key], 'because')];
    local one(what) =
      local names = std.flattenArrays([std.get(drop, what, []) for drop in strict]);
      local known = if names != [] && std.objectHas(evaluated, part.object.name)
      then namesOf(evaluated[part.object.name], what)
      else [];
      [
        new('drop-unknown', ['values', part.object.name, 'drop', what], labelOf(part), {
          what: what,
          name: name,
          known: known,
        })
        for name in names
        if name != '*' && !std.member(known, name)
      ];
    one('alerts') + one('dashboards') + one('rules');
  std.flattenArrays(std.map(ofPart, chosen));

// Dashboards whose files have one name once they are made legal.
local ofDashboards(new, chosen, evaluated) = std.flattenArrays([
  local names = std.sort([text.dns(text.stem(file)) for file in std.objectFields(evaluated[part.object.name].dashboards)]);
  [
    new('model-conflict', null, data={ key: 'dashboards.' + name, parts: [labelOf(part)] })
    for name in std.uniq(names)
    if std.count(names, name) > 1
  ]
  for part in chosen
  if std.objectHas(evaluated, part.object.name)
]);

// Rules about the platform, in a stack where a rule sees its own namespace
// only, while nobody names a namespace.
local ofBlind(new, chosen, model) =
  if model.stack.scope != 'namespace' || std.any([field(part, 'namespaces') != [] && field(part, 'namespaces') != {} for part in chosen]) then []
  else [
    new('blind', ['values', part.object.name, 'namespaces'], labelOf(part), {
      message: 'the rules of `%s` see the namespace `%s` only' % [part.object.name, model.common.namespace],
      hint: 'name the namespaces to watch: `%s+: { namespaces: […] }` in `values`' % part.object.name,
    })
    for part in chosen
    if std.get(models.of(part), 'reads') == 'platform'
  ];

// What is left out of a tenant's environment because it could see nothing.
local ofTenant(new, labels, model) = [
  new('blind', ['tenant'], labels[part], {
    message: 'the tenant `%s` does not see what is read by %s of `%s`: left out' % [
      model.tenant,
      std.join(', ', [
        text.count(std.length(blind[what]), words[what][0], words[what][1])
        for what in std.objectFields(words)
        if blind[what] != []
      ]),
      part,
    ],
    hint:
      local names = blind.alerts + blind.dashboards + blind.records;
      local more = std.length(names) - 12;
      std.join(', ', names[:12]) + (if more > 0 then ' and %d more' % more else ''),
  })
  for part in std.objectFields(model.blind)
  for blind in [model.blind[part]]
  for words in [{
    alerts: ['alert', 'alerts'],
    dashboards: ['dashboard', 'dashboards'],
    records: ['recorded series', 'recorded series'],
  }]
  if blind != { alerts: [], records: [], dashboards: [] }
];

// Dashboards and groups of alerts that a part is told about by name.
local choiceShapes = { alerts: { drop: 'boolean' }, dashboards: { drop: 'boolean', folder: 'string' } };
local ofChoices(new, chosen, evaluated) = std.flattenArrays([
  local path = ['values', part.object.name, what, name];
  local choice = field(part, 'choices')[what][name];
  local shape = choiceShapes[what];
  local known = if what == 'dashboards' then std.objectFields(evaluated[part.object.name].dashboards)
  else std.set([group.name for group in evaluated[part.object.name].alerts + evaluated[part.object.name].lokiRules]);
  (
    if std.member(known, name) then []
    else [new('unknown-name', path, labelOf(part), {
      kind: if what == 'dashboards' then 'dashboard' else 'group of alerts',
      name: name,
      known: known,
    })]
  ) + [
    new('unknown-value', path + [key], labelOf(part), { key: key, known: std.objectFields(shape) })
    for key in std.objectFields(choice)
    if !std.objectHas(shape, key)
  ] + [
    new('wrong-type', path + [key], labelOf(part), { expected: shape[key], got: problem.typeOf(choice[key]) })
    for key in std.objectFields(choice)
    if std.objectHas(shape, key) && std.type(choice[key]) != shape[key]
  ]
  for part in chosen
  if std.objectHas(evaluated, part.object.name)
  for what in std.objectFields(choiceShapes)
  for name in std.objectFields(std.get(field(part, 'choices'), what, {}))
]);

// Changes to alerts that the stack brings itself: ours are left out, and
// what is changed with them.
local ofBrought(new, model, evaluated, overrides) =
  local alertsOf(part) = [rule.alert for group in evaluated[part].alerts for rule in group.rules if std.objectHas(rule, 'alert')];
  local others = std.set(std.flattenArrays([
    alertsOf(part)
    for part in std.objectFields(evaluated)
    if !std.member(model.brought, part)
  ]));
  [
    new('brought', ['values', 'alerts', name], null, {
      message: '`values.alerts.%s` changes nothing: the stack `%s` brings this alert itself' % [name, model.stack.name],
      hint: 'change it there, or have ours in its place: leave `%s` out of `brings.rules` in `stack`, and its rules out of the stack' % part,
    })
    for part in model.brought
    for name in std.setInter(std.set(alertsOf(part)), std.objectFields(overrides))
    if !std.setMember(name, others)
  ];

// Texts that name a cluster though there is only one.
local ofNaming(new, chosen, model) = [
  new('cluster-in-text', ['values', part.object.name, 'mixin'], labelOf(part), { alerts: alerts })
  for part in chosen
  for alerts in [[
    name
    for name in std.get(model.naming, part.object.name, [])
    if std.any([
      single.names(rule.annotations[key], 'cluster')
      for group in model.alerts[part.object.name] + model.rules[part.object.name] + model.lokiRules[part.object.name]
      for rule in group.rules
      if std.get(rule, 'alert') == name
      for key in std.objectFields(std.get(rule, 'annotations', {}))
    ])
  ]]
  if alerts != []
];

// Rules and panels that look back farther than samples are kept.
local ofRetention(new, labels, model) = [
  new('retention', ['values', 'prometheus', 'retention'], labels[said.part], { message: said.message, hint: said.hint })
  for said in saving.warnings(model)
];

// Parts of a stack that is there already: they have nothing to add to it.
local ofIdle(new, chosen, model) =
  if model.mode == 'install' then []
  else [
    new('idle', ['components'], labelOf(part), {
      message: '`%s` does nothing in mode `join`: the stack `%s` has its own' % [part.object.name, model.stack.name],
      hint: "leave it out, or bring the stack with `mode: 'install'`",
    })
    for part in chosen
    if std.member(install.parts, part.shipped) && !std.objectHasAll(std.get(part.object, 'values', {}), 'mixin')
  ];

{
  '#problems':: 'Problems of one environment: `chosen` are its parts with all layers applied, `settings` the values of the reserved ones.',
  problems(name, chosen, stack, settings, evaluated)::
    local new = problem.new('model', name);
    local misshapen = std.flattenArrays([
      shapes(function(code, data) new(code, null, labelOf(part), data), part, stack)
      for part in chosen
    ]);
    if misshapen != [] then misshapen
    else self.ofSound(new, chosen, settings, evaluated),

  '#ofSound':: 'Problems between parts whose pieces are whole.',
  ofSound(new, chosen, settings, evaluated)::
    local mixinsOf = { [part.object.name]: part.object.values.mixin for part in chosen if std.objectHas(evaluated, part.object.name) };
    ofKeys(new, chosen)
    + ofParts(new, chosen)
    + ofRoutes(new, chosen)
    + ofDrops(new, chosen, evaluated)
    + ofDashboards(new, chosen, evaluated)
    + ofChoices(new, chosen, evaluated)
    + routes(new, settings.routing, chosen)
    + (if settings.alerts == {} then [] else overriding(new, settings.alerts, evaluated, mixinsOf)),

  '#scope':: 'Queries that no matchers can be put into, and targets of others.',
  scope(name, chosen, model)::
    local labels = { [part.object.name]: labelOf(part) for part in chosen };
    [
      problem.new('model', name)('refused', said.path, if said.part == null then null else std.get(labels, said.part), {
        message: said.message,
        hint: said.hint,
      })
      for said in tenants.problems(model)
    ],

  '#outside':: 'Objects outside of the namespace of the tenant.',
  outside(name, model, documents):: [
    problem.new('model', name)('refused', ['tenant'], data={
      message: '`%s` lies outside of the namespace `%s` of the tenant' % [path, model.tenancy.namespace],
      hint: 'leave out the part that makes it',
    })
    for path in tenants.outside(model, documents)
  ],

  '#documents':: 'Changes to documents that are not there.',
  documents(name, user, paths):: [
    problem.new('model', name)('unknown-document', ['documents', path], data={ document: path, known: paths })
    for path in std.objectFields(std.get(user, 'documents', {}))
    if !std.member(paths, path)
  ],

  '#warnings':: |||
    What is odd but no reason to stop. `unsaid` is what the target cannot
    express: `[{ path, part, what, why }]`.
  |||,
  warnings(name, chosen, model, unsaid, evaluated, overrides)::
    local new = problem.new('model', name);
    local labels = { [part.object.name]: labelOf(part) for part in chosen };
    ofBlind(new, chosen, model) + ofIdle(new, chosen, model) + ofTenant(new, labels, model)
    + ofNaming(new, chosen, model) + ofRetention(new, labels, model)
    + (if model.brought == [] || overrides == {} then [] else ofBrought(new, model, evaluated, overrides)) + [
      new('unsaid', lost.path, if lost.part == null then null else std.get(labels, lost.part), {
        target: model.target,
        what: lost.what,
        why: lost.why,
      })
      for lost in unsaid
    ] + std.flattenArrays([
      local wanted = std.get(std.get(part.declared, 'model', {}), 'config', {});
      local known = std.sort(mixins.configKeys(part.object.values.mixin));
      [
        new('unknown-config', ['values', part.object.name, 'config', key], labelOf(part), { key: key, known: known })
        for key in std.objectFields(field(part, 'config'))
        if !std.objectHas(wanted, key) && !std.member(known, key)
      ]
      for part in chosen
      if std.objectHasAll(std.get(part.object, 'values', {}), 'mixin')
    ]) + [
      local said = field(part, 'warnings')[key];
      new(said.code, said.path, labelOf(part), {
        [name]: said[name]
        for name in std.objectFields(said)
        if !std.member(['code', 'path'], name)
      })
      for part in chosen
      for key in std.objectFields(field(part, 'warnings'))
    ],
}
