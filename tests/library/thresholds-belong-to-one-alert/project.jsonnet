// What a mixin calls the threshold of an alert is what that alert, and no
// other, compares with.
local mixins = {
  cockroachdb: import 'mixgen/lib/mixins/cockroachdb/mixin.libsonnet',
  etcd: import 'mixgen/lib/mixins/etcd/mixin.libsonnet',
  kubernetes: import 'mixgen/lib/mixins/kubernetes/mixin.libsonnet',
  nats: import 'mixgen/lib/mixins/nats/mixin.libsonnet',
};
local probe = 4242;

// `name severity` of the alerts that compare with the probe.
local changed(mixin, key) =
  local value = if std.isString(mixin._config[key]) then '%d' % probe else probe;
  local compares(expr) = std.any([
    std.length(std.findSubstr(operator + ' %d' % probe, expr)) > 0
    for operator in ['>', '<', '>=', '<=']
  ]);
  [
    rule.alert + ' ' + rule.labels.severity
    for group in (mixin { _config+:: { [key]: value } }).prometheusAlerts.groups
    for rule in group.rules
    if std.objectHas(rule, 'alert') && compares(rule.expr)
  ];
local severityOf(mixin, name) = [
  rule.labels.severity
  for group in mixin.prometheusAlerts.groups
  for rule in group.rules
  if std.get(rule, 'alert') == name
];
local wrong(mixin) = std.flattenArrays([
  local known = mixin.alertThresholds[name];
  if std.isString(known) then
    local expected = [name + ' ' + severity for severity in severityOf(mixin, name)];
    if changed(mixin, known) == expected then [] else [[name, known, changed(mixin, known)]]
  else [
    [name, known[severity], changed(mixin, known[severity])]
    for severity in std.objectFields(known)
    if changed(mixin, known[severity]) != [name + ' ' + severity]
  ]
  for name in std.objectFields(mixin.alertThresholds)
]);
{
  [name]: { alerts: std.length(mixins[name].alertThresholds), wrong: wrong(mixins[name]) }
  for name in std.objectFields(mixins)
}
