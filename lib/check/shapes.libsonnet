// What the pieces of a model must hold before a target can write them.
local models = import '../model.libsonnet';
local receivers = import '../objects/receivers.libsonnet';

local kinds = { annotations: 'ScrapeConfig', pods: 'PodMonitor', services: 'ServiceMonitor', static: 'ScrapeConfig' };

local otherwise = {
  annotations: "name their port, and scrape them with `'pods'`",
};

local needs = {
  scrape: {
    pods: ['namespace', 'selector', 'port'],
    services: ['namespace', 'selector', 'port'],
    annotations: ['namespace', 'selector'],
    static: ['targets'],
  },
  probes: ['module', 'prober', 'targets'],
  channels: ['type'],
  datasources: ['type', 'uid', 'url'],
  routes: ['channel'],
  inhibitions: ['source', 'target'],
};

// Problems of the pieces of one part; `new(code, data)` makes a problem.
function(new, part, stack)
  local of(field) = std.get(models.of(part), field, {});
  local missing(field, name, wanted) = [
    new('incomplete', { message: '`model.%s.%s` has no `%s`' % [field, name, key] })
    for key in wanted
    if !std.objectHas(of(field)[name], key)
  ];
  local plain = std.flattenArrays([
    missing(field, name, needs[field])
    for field in ['probes', 'channels', 'datasources', 'routes', 'inhibitions']
    for name in std.objectFields(of(field))
  ]);
  // A credential is never there itself: a text would end in the output.
  local isReference(value) =
    std.isObject(value) && std.all([
      std.isString(std.get(value, key)) && value[key] != ''
      for key in ['secret', 'key']
    ]);
  local secrets = [
    new('incomplete', {
      path: ['values', part.object.name],
      message: 'the secret `%s` of the channel `%s` is no reference' % [key, name],
      hint: "write `{ secret: 'name', key: 'key' }`: the name of a Secret and a key in it",
    })
    for name in std.objectFields(of('channels'))
    for key in std.objectFields(std.get(of('channels')[name], 'secrets', {}))
    if !isReference(of('channels')[name].secrets[key])
  ];
  local types = [
    new('unknown-name', { kind: 'type of channel', name: channel.type, known: std.objectFields(receivers.types) })
    for name in std.objectFields(of('channels'))
    for channel in [of('channels')[name]]
    if std.objectHas(channel, 'type') && !std.objectHas(receivers.types, channel.type)
  ];
  local scrape = std.flattenArrays([
    local from = std.get(of('scrape')[name], 'from', null);
    if from == null then missing('scrape', name, ['from'])
    else if !std.objectHas(needs.scrape, from) then
      [new('unknown-name', { kind: 'kind of target', name: from, known: std.objectFields(needs.scrape) })]
    else if std.member(stack.refuses, kinds[from]) then
      [new('refused', {
        message: '`model.scrape.%s` becomes a %s, which the stack `%s` does not read' % [name, kinds[from], stack.name],
        hint: std.get(otherwise, from, "put a Service before the targets, and scrape it with `from: 'services'`"),
      })]
    else missing('scrape', name, needs.scrape[from])
    for name in std.objectFields(of('scrape'))
  ]);
  local matchers =
    local given = std.get(models.of(part), 'matchers', {});
    if std.isObject(given) && std.all([std.isString(value) for value in std.objectValues(given)]) then []
    else [new('refused', {
      message: '`model.matchers` must be an object of strings',
      hint: "`matchers: { cluster: 'one' }`",
    })];
  local modules = std.setUnion(std.objectFields(of('modules')), std.set(stack.brings.modules));
  local probes = [
    new('unknown-name', { kind: 'module', name: probe.module, known: modules })
    for name in std.objectFields(of('probes'))
    for probe in [of('probes')[name]]
    if std.objectHas(probe, 'module') && !std.member(modules, probe.module)
  ];
  plain + secrets + types + scrape + probes + matchers
