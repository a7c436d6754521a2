// Overrides work on any mixin, keep the order of rules, and mean what they say.
local mixgen = import 'mixgen/main.libsonnet';

local alert(name, severity, expr, more={}) = { alert: name, expr: expr, labels: { severity: severity }, annotations: { summary: name } } + more;
local mixin = {
  prometheusAlerts: {
    groups: [
      { name: 'one', rules: [alert('A', 'warning', 'a > 1'), alert('B', 'warning', 'b{x="1"} > 0.5'), alert('C', 'critical', 'c == 0')] },
      { name: 'two', rules: [alert('B', 'warning', 'b{x="2"} > 0.5'), { record: 'r', expr: 'a > 1' }] },
      { name: 'three', rules: [alert('D', 'info', 'd >= 7')] },
    ],
  },
};
local part(name) = { name: name, help: 'Foreign.', values: { '#mixin':: 'Any mixin.', mixin: mixin } };
local environments = mixgen.environments({
  k3d: {
    components: [part('left'), part('right'), 'nats'],
    values: {
      labels: { alerts: { team: 'web', environment: 'test' } },
      alerts: {
        A: { all: true, severity: 'info', 'for': '30m', labels: { team: 'db', tier: 'gold' }, annotations: { summary: null, note: 'n' } },
        B: [
          { where: { group: 'two', part: 'left' }, disabled: { reason: 'not yet' } },
          { where: { group: 'one' }, all: true, threshold: 0.75 },
        ],
        D: { all: true, disabled: { reason: 'never', until: '2027-01-31' } },
        NatsConnectionsNearLimit: { threshold: 70 },
        NatsJetStreamStorageAlmostFull: { where: { severity: 'critical' }, threshold: 95 },
      },
    },
  },
});
local groups(name) = environments.k3d[name + '/prometheus-rule.yaml'].spec.groups;
local nats = [
  rule
  for group in groups('nats')
  for rule in group.rules
  if std.member(['NatsConnectionsNearLimit', 'NatsJetStreamStorageAlmostFull'], std.get(rule, 'alert'))
];
{
  problems: environments.mixgen.problems,
  expiries: environments.mixgen.expiries,
  left: groups('left'),
  right: [[group.name] + [std.get(rule, 'alert', '') + ' ' + rule.expr for rule in group.rules] for group in groups('right')],
  nats: [[rule.labels.severity, std.split(rule.expr, '\n')[3], rule.annotations.description] for rule in nats],
}
