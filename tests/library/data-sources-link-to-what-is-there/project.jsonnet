// Every combination of sources of logs, traces and profiles: each links to
// all that is there, and none to what is not.
local mixgen = import 'mixgen/main.libsonnet';

local sources = {
  Loki: { type: 'loki', uid: 'loki', url: 'http://loki:3100' },
  Tempo: { type: 'tempo', uid: 'tempo', url: 'http://tempo:3200', spans: true },
  Jaeger: { type: 'jaeger', uid: 'jaeger', url: 'http://jaeger:16686' },
  Pyroscope: { type: 'grafana-pyroscope-datasource', uid: 'pyroscope', url: 'http://pyroscope:4040' },
};
local combinations = std.foldl(
  function(all, name) all + [some + [name] for some in all],
  std.objectFields(sources),
  [[]]
);
local nameOf(names) = if names == [] then 'none' else std.asciiLower(std.join('-', names));

local environments = mixgen.environments({
  [nameOf(names)]: {
    target: 'plain',
    components: [{
      name: 'signals',
      help: 'Some sources.',
      model: { datasources: { [name]: sources[name] for name in names } },
    }],
  }
  for names in combinations
});

// All uids below a value, with the key that leads to each.
local uids(value, key) =
  if std.isArray(value) then std.flattenArrays([uids(item, key) for item in value])
  else if !std.isObject(value) then []
  else std.flattenArrays([
    if name == 'datasourceUid' then [{ link: key, to: value[name] }] else uids(value[name], name)
    for name in std.objectFields(value)
  ]);

local linksOf(documents) =
  local all = documents['grafana/provisioning/datasources/mixgen.yml'].datasources;
  local links = [
    link { from: source.uid }
    for source in all
    for link in uids(std.get(source, 'jsonData', {}), '')
  ];
  local there = [source.uid for source in all];
  {
    dangling: [link for link in links if !std.member(there, link.to)],
    links: std.set(['%s: %s → %s' % [link.from, link.link, link.to] for link in links]),
  };
{
  problems: environments.mixgen.problems,
} + { [name]: linksOf(environments[name]) for name in std.objectFields(environments) }
