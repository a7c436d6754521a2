// Environments that name one cluster, of all targets: what is planted is
// found, and a tenant of its own shares nothing.
local mixgen = import 'mixgen/main.libsonnet';

local base = { platform: 'k3d', cluster: 'live', components: ['nats'], addons: ['discord'] };
local shared(environments) = [
  problem.what + ': ' + std.join(', ', problem.names) + ' in ' + std.join(', ', problem.environments)
  for problem in mixgen.environments(environments).mixgen.problems
  if problem.code == 'shared'
];
{
  same: shared({ a: base, b: base }),
  'of another cluster': shared({ a: base, b: base { cluster: 'spare' } }),
  'a prefix of its own': shared({ a: base, b: base { values: { common: { prefix: 'b-' } } } }),
  'a tenant of its own': shared({ a: base, b: base { tenant: 'b', values: { common: { namespace: 'b' } } } }),
  // One release of the chart, and rules in its namespace.
  'two values of one chart': shared({ a: base { target: 'helm' }, b: base { target: 'helm', components: ['etcd'], values: { common: { prefix: 'b-' } } } }),
  'values, and objects beside': shared({ a: base { target: 'helm' }, b: base { stack: 'kube-prometheus-stack', mode: 'join', values: { common: { prefix: 'b-', uids: 'b' } } } }),
  'files of one folder': shared({ a: base { target: 'plain', mode: 'join' }, b: base { target: 'plain', mode: 'join' } }),
  'a stack twice': shared({ a: base { target: 'rhob' }, b: base { target: 'rhob', components: ['etcd'], values: { common: { prefix: 'b-' } } } }),
  // APIs of their own are other kinds.
  'two operators': shared({ a: base, b: base { target: 'rhob', mode: 'join', values: { common: { uids: 'b', namespace: 'monitoring' } } } }),
}
