local mixgen = import 'mixgen/main.libsonnet';

local rules(documents) = std.flattenArrays([group.rules for group in documents['etcd/prometheus-rule.yaml'].spec.groups]);
local environments = mixgen.environments({
  k3d: {
    components: ['etcd'],
    values: {
      alerts: {
        etcdNoLeader: { 'for': '7m', labels: { team: 'db' } },
        etcdHighFsyncDurations: { where: { severity: 'critical' }, 'for': '1h', labels: { severity: 'warning' } },
        etcdDatabaseQuotaLowSpace: { all: true, annotations: { runbook_url: null } },
      },
    },
  },
});
{
  problems: environments.mixgen.problems,
  changed: [
    { name: rule.alert, 'for': rule['for'], labels: rule.labels, runbook: std.objectHas(rule.annotations, 'runbook_url') }
    for rule in rules(environments.k3d)
    if std.member(['etcdDatabaseQuotaLowSpace', 'etcdHighFsyncDurations', 'etcdNoLeader'], std.get(rule, 'alert'))
  ],
}
