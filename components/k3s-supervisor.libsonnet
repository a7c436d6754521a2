{
  local c = self,
  local v = c.values,
  local facts = c.environment.facts,
  name: 'k3s-supervisor',
  help: 'What k3s itself tells: its certificates, its way to the servers, its datastore. It comes with the targets of `kubernetes`.',
  requires: [],
  values: {
    '#jobs':: 'value of the label `job` for each kind of target, as the stack names it',
    jobs: { apiserver: 'apiserver', kubelet: 'kubelet' },
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import '../lib/mixins/k3s-supervisor/mixin.libsonnet',
  },
  model: {
    config: {
      k3sSelector: 'job="%s", metrics_path="/metrics"' % v.jobs.kubelet,
      k3sDatastoreSelector: 'job="%s"' % v.jobs.apiserver,
      runbookUrl: c.environment.common.runbooks,
    } + v.config,
    // One process has one registry: these targets have the series of k3s, too.
    controlPlane: if !facts.oneProcess then {} else { [name]: { job: v.jobs[name] } for name in std.objectFields(v.jobs) },
    reads: 'platform',
    sources: std.objectFields(v.jobs),
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    drop: { values: v.drop } + {
      [if !facts.oneProcess then 'oneProcess']: { alerts: ['*'], rules: ['*'], dashboards: ['*'], because: 'oneProcess' },
      // With an etcd of its own there is no SQL.
      [if facts.controlPlaneEtcd then 'controlPlaneEtcd']: { alerts: ['k3s-datastore.alerts'], because: 'controlPlaneEtcd' },
    },
    warnings: if facts.oneProcess then {} else {
      [c.name]: {
        code: 'idle',
        path: ['components'],
        message: '`%s` makes nothing %s: only the control plane of k3s is one process' % [
          c.name,
          if c.environment.platform == null then 'without a platform' else 'on the platform `%s`' % c.environment.platform,
        ],
        hint: "leave it out, or name the platform: `platform: 'k3s'` or `'k3d'`",
      },
    },
  },
}
