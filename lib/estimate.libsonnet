// What an environment scrapes and keeps, for `mixgen estimate`: kinds of
// target with what is dropped of them, and the limits of storage. How many
// series they have is not for the library to say.
local families = import './saving/families.libsonnet';
local quantity = import './quantity.libsonnet';

// Targets that mode `install` scrapes of the stack itself, where it makes
// monitors for its parts.
local ownTargets = {
  alertmanager: { per: 'alertmanager' },
  'blackbox-exporter': { per: 'one' },
  grafana: { per: 'one' },
  'kube-state-metrics': { per: 'one' },
  'node-exporter': { per: 'node' },
  prometheus: { per: 'prometheus' },
  'prometheus-operator': { per: 'one' },
};

// Of the cluster: a kubelet serves two of them.
local perNode = ['cadvisor', 'kubelet', 'proxy'];

local named(names) = if names == [] then [] else [{ action: 'drop', labels: ['__name__'], regex: std.join('|', names) }];

function(model)
  local installs = model.mode == 'install';
  local onCluster = installs && std.member(['crd', 'helm', 'rhob'], model.target);
  // Programs that are started by hand are one each, and have a disk of their own.
  local prometheus = std.get(model.install, 'prometheus', {}) + (if model.target == 'plain' then { replicas: 1, storage: null } else {});
  local seconds(scrape) = quantity.seconds(std.get(scrape, 'interval', model.common.interval));
  local scrapes = [
    {
      name: name,
      part: scrape.part,
      kind: scrape.part,
      job: name,
      per: if scrape.from == 'static' then std.length(scrape.targets) else 'pod',
      interval: seconds(scrape),
      drops: named(std.get(scrape, 'drop', [])) + model.spare.ofScrape(name, scrape),
    }
    for name in std.objectFields(model.scrape)
    for scrape in [model.scrape[name]]
    if !std.member(model.stack.brings.targets, scrape.part)
  ];
  local probes = [
    {
      name: 'probe-' + name,
      part: model.probes[name].part,
      kind: 'probe',
      job: std.get(model.probes[name], 'job', model.probes[name].part),
      per: std.length(model.probes[name].targets),
      interval: seconds(model.probes[name]),
      drops: [],
    }
    for name in std.objectFields(model.probes)
  ];
  local cluster = [
    local labels = { job: model.controlPlane[name].job };
    {
      name: name,
      part: 'kubernetes',
      kind: name,
      job: labels.job,
      per: if std.member(perNode, name) then 'node' else 'control-plane',
      interval: quantity.seconds(model.common.interval),
      drops: (if model.target == 'crd' then named(model.spare.unread(labels, families.noise(name))) else [])
             + model.spare.of(name, labels),
    }
    for name in std.objectFields(model.controlPlane)
    if onCluster && model.target != 'rhob'
  ];
  local stack = [
    local values = model.install[part];
    {
      name: part,
      part: part,
      kind: part,
      job: part,
      per: if ownTargets[part].per == part then std.get(values, 'replicas', 1) else ownTargets[part].per,
      interval: quantity.seconds(std.get(values, 'interval', model.common.interval)),
      drops: model.spare.of(part, { job: part }) + (
        if part != 'node-exporter' then []
        else named(std.flattenArrays([std.get(families.collectors, name, []) for name in values.collectors.off]))
      ),
    }
    for part in std.objectFields(ownTargets)
    if onCluster && std.objectHas(model.install, part)
    if !std.objectHas(model.scrape, part)
  ];
  {
    stack: model.stack.name,
    joined: !installs,
    replicas: std.get(prometheus, 'replicas', 1),
    retention: quantity.seconds(model.retention),
    retention_size: quantity.bytes(std.get(prometheus, 'retention_size')),
    volume: quantity.bytes(std.get(prometheus, 'storage')),
    records: std.length([
      0
      for part in std.objectFields(model.rules)
      for group in model.rules[part] + model.alerts[part]
      for rule in group.rules
      if std.objectHas(rule, 'record')
    ]),
    targets: scrapes + probes + cluster + stack,
  }
