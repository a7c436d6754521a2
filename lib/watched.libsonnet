// What the parts of the stack share that are watched themselves: their own
// rules and dashboards, for the instances of the stack. A component is this
// with a name, its own values, and `values.mixin`.
{
  local c = self,
  local v = c.values,
  local environment = c.environment,
  local stack = environment.stack,
  local installing = environment.mode == 'install',

  // A rule that sees one namespace, or a tenant's series, sees nothing of a
  // stack that belongs to others.
  local inSight = installing || stack.scope == 'cluster' && environment.tenancy == null,

  // Mode `install` scrapes what it brings, and what is named.
  local known = std.member(stack.installs, c.name),
  local brought = known && std.get(v, 'install', true),
  local reason =
    if !inSight && environment.tenancy != null then "the stack `%s` is not the tenant's, who does not see its series" % stack.name
    else if !inSight then 'in the stack `%s` a rule sees its own namespace only, and the stack watches itself' % stack.name
    else if installing && !known then 'the stack `%s` does not bring it, and `targets` do not say where it is' % stack.name
    else null,

  requires: [],
  values: {
    '#watch':: 'whether its rules and dashboards are there; false where nothing of it is scraped',
    watch: inSight && (!installing || brought || v.targets != []),
    '#job':: { help: 'value of the label `job` of its targets', type: 'string' },
    job: std.get(stack.jobs, c.name, c.name),
    '#targets':: { help: 'where Prometheus finds it, `host:port` each, where the stack does not find it by itself', items: 'string' },
    targets: [],
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#drop':: 'alerts, groups of rules and dashboards to leave out, by name; `*` is all',
    drop: { alerts: [], rules: [], dashboards: [] },
    '#alerts':: { help: 'groups of alerts by name: `{ drop: true }` leaves one out', map: true, items: 'object' },
    alerts: {},
    '#dashboards':: { help: "dashboards by file: `{ folder: '…' }` puts one into another folder of Grafana, `{ drop: true }` leaves it out", map: true, items: 'object' },
    dashboards: {},
  },

  '#selector':: 'Matchers of the series of the instances.',
  selector:: 'job="%s"' % v.job,

  '#alone':: 'Whether programs are started by hand, so that nothing finds them by itself.',
  alone:: environment.target == 'plain' && installing && std.get(v, 'install', true),

  '#scraped':: 'Targets that are named one by one; `more` says how they are scraped.',
  scraped(more={}):: if v.targets == [] then {} else {
    [c.name]: {
      from: 'static',
      targets: v.targets,
      path: '/metrics',
      [if v.job != c.name then 'labels']: { job: v.job },
    } + more,
  },

  model: {
    config: { runbookUrl: environment.common.runbooks } + v.config,
    scrape: c.scraped(),
    choices: { alerts: v.alerts, dashboards: v.dashboards },
    drop: { values: v.drop } + (
      if v.watch then {} else { unwatched: { alerts: ['*'], rules: ['*'], dashboards: ['*'], because: 'watch' } }
    ),
    warnings: if reason == null || v.watch then {} else {
      ['%s-unseen' % c.name]: {
        code: 'idle',
        path: ['components'],
        message: '`%s` does nothing here: %s' % [c.name, reason],
        hint: 'leave it out of `components`',
      },
    },
  },
}
