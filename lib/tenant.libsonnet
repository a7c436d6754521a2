// Environments that see a part of all series only: those of a tenant, or of a
// cluster. Matchers go into every selector of every rule and dashboard, by a
// native function that reads PromQL.
local text = import './text.libsonnet';

local injectMatchers = std.native('injectMatchers');
local scopeDashboard = std.native('scopeDashboard');
local regexMatch = std.native('regexMatch');
local queryProblem = std.native('queryProblem');
local dashboardProblems = std.native('dashboardProblems');
local dashboardMetrics = std.native('dashboardMetrics');
local metricsUsed = std.native('metricsUsed');
local unseen = std.native('unseen');

// Series that belong to no namespace of a tenant's, by how their names begin.
// What a component of the tenant's own brings is another matter: its rules
// read its own targets.
local ofCluster = [
  'aggregator_',
  'apiextensions_',
  'apiserver_',
  'etcd_request_',
  'kube_certificatesigningrequest_',
  'kube_node_',
  'kube_persistentvolume_',
  'kube_state_metrics_',
  'kube_storageclass_',
  'kube_volumeattachment_',
  'kubelet_',
  'kubeproxy_',
  'kubernetes_build_info',
  'machine_',
  'node_',
  'scheduler_',
  'storage_operation_',
];
// The kubelet counts volumes by the namespace of their claim.
local ofNamespaces = ['kubelet_volume_stats_'];
// What every target has: in rules about the platform it is that of the
// platform's targets, and `absent` of it would hold for ever.
local ofTargets = ['go_', 'process_', 'rest_client_', 'scrape_', 'up$', 'workqueue_'];

local beginning(names) = '^(%s)' % std.join('|', names);
local outOfSight = beginning(ofCluster + ofTargets);
local inSight = beginning(ofNamespaces);

// A name with a colon was recorded by a rule, under its labels.
local isOutOfSight(metric) =
  !std.member(metric, ':') && regexMatch(outOfSight, metric) && !regexMatch(inSight, metric);

// A rule and what it reads: `names` of metrics, and whether one of them is
// `hidden` from all that the matchers let through.
local entry(rule, readsPlatform, matchers) = {
  local entry = self,
  rule: rule,
  names: metricsUsed(rule.expr).names,
  hidden: readsPlatform && std.any(std.map(isOutOfSight, entry.names)) || unseen(rule.expr, matchers) != [],
};

local isBlind(entry, lost) = entry.hidden || std.setInter(std.set(entry.names), lost) != [];

// Series that are recorded from what is hidden, directly or through others.
local lostRecords(entries, lost=[]) =
  local found = std.set([entry.rule.record for entry in entries if isBlind(entry, lost)]);
  if found == lost then lost else lostRecords(entries, found);

local all(groups) = std.flattenArrays([group.rules for group in groups]);

local nameOf(rule) = std.get(rule, 'alert', std.get(rule, 'record'));

{
  local tenant = self,

  '#fields':: 'What `tenant` may hold when it is an object.',
  fields: ['name', 'namespace', 'label', 'value', 'samples', 'targets', 'labels'],

  '#read':: |||
    What the key `tenant` of an environment means: null, or `{ name,
    namespace, label, value, quota }`.
  |||,
  read(given)::
    if given == null then null
    else
      local user = if std.isString(given) then { name: given } else given;
      local namespace = std.get(user, 'namespace', user.name);
      local label = std.get(user, 'label', 'namespace');
      {
        name: user.name,
        namespace: namespace,
        label: label,
        value: std.get(user, 'value', if label == 'namespace' then namespace else user.name),
        quota: { [key]: std.get(user, key) for key in ['samples', 'targets', 'labels'] },
      },

  '#matchers':: 'The matchers of a part: of the environment, of the part, of the tenant, who has the last word.',
  matchers(model, part)::
    model.common.matchers
    + std.get(model.matchers, part, {})
    + (if model.tenancy == null then {} else { [model.tenancy.label]: model.tenancy.value }),

  '#scope':: |||
    A model whose rules and dashboards see only what the matchers let through,
    and whose objects and targets are the tenant's. What could see nothing is
    left out and listed in `blind`: `{ part: { alerts, records, dashboards } }`.
  |||,
  scope(model)::
    local tenancy = model.tenancy;
    local parts = std.objectFields(model.alerts);
    local matchersOf = { [part]: tenant.matchers(model, part) for part in parts };
    local readsPlatform(part) = std.get(model.reads, part, 'own') == 'platform';

    // The matchers become labels, too: whoever reads a recorded series asks
    // for them, and routes do of an alert.
    local scopedRule(part, rule) = rule {
      expr: injectMatchers(rule.expr, matchersOf[part]),
      labels: std.get(rule, 'labels', {}) + matchersOf[part],
    };
    local scopedGroups(part, groups, sees) =
      if matchersOf[part] == {} then [group { rules: [entry.rule for entry in group.rules] } for group in groups]
      else [
        group { rules: kept }
        for group in groups
        for kept in [[scopedRule(part, entry.rule) for entry in group.rules if sees(entry)]]
        if kept != []
      ];
    local scopedBoard(part, board) =
      if matchersOf[part] == {} then board
      else
        local json = scopeDashboard(board.json, matchersOf[part]);
        board { json: json, text: text.json(json) };

    local withEntries(part, groups) = [
      group { rules: [entry(rule, readsPlatform(part), matchersOf[part]) for rule in group.rules] }
      for group in groups
    ];
    local entries = {
      [part]: { alerts: withEntries(part, model.alerts[part]), rules: withEntries(part, model.rules[part]) }
      for part in parts
    };
    local ofPart(part) = all(entries[part].alerts + entries[part].rules);
    local lost =
      if tenancy == null then []
      else lostRecords([
        entry
        for part in parts
        for entry in ofPart(part)
        if std.objectHas(entry.rule, 'record')
      ]);
    local sees(entry) = tenancy == null || !isBlind(entry, lost);
    // A dashboard is left out when all that it reads is hidden.
    local seesBoard(part, board) =
      local hidden(name) = readsPlatform(part) && isOutOfSight(name) || std.member(lost, name);
      tenancy == null || board.names == [] || !std.all(std.map(hidden, board.names));
    local boards = {
      [part]: {
        [file]: model.dashboards[part][file] { names:: dashboardMetrics(super.json) }
        for file in std.objectFields(model.dashboards[part])
      }
      for part in parts
    };
    local left(part, key) = std.set([
      entry.rule[key]
      for entry in ofPart(part)
      if std.objectHas(entry.rule, key) && !sees(entry)
    ]);

    if std.all([matchersOf[part] == {} for part in parts]) then model { blind: {} }
    else model {
      alerts: { [part]: scopedGroups(part, entries[part].alerts, sees) for part in parts },
      rules: { [part]: scopedGroups(part, entries[part].rules, sees) for part in parts },
      dashboards: {
        [part]: {
          [file]: scopedBoard(part, boards[part][file])
          for file in std.objectFields(boards[part])
          if seesBoard(part, boards[part][file])
        }
        for part in parts
      },
      blind: {
        [part]: {
          alerts: left(part, 'alert'),
          records: left(part, 'record'),
          dashboards: [file for file in std.objectFields(boards[part]) if !seesBoard(part, boards[part][file])],
        }
        for part in parts
        if tenancy != null
      },
    } + (if tenancy == null then {} else tenant.targets(model)),

  '#targets':: 'The targets of a tenant: in his namespace, and their series carry his label.',
  targets(model)::
    local tenancy = model.tenancy;
    local own = { labels+: { [tenancy.label]: tenancy.value } };
    {
      namespaces: { [part]: [tenancy.namespace] for part in std.objectFields(model.namespaces) },
      scrape: {
        [name]: model.scrape[name] + own + (
          if model.scrape[name].from == 'static' || tenant.chosen(model, model.scrape[name]) then {}
          else { namespace: tenancy.namespace }
        )
        for name in std.objectFields(model.scrape)
      },
      probes: { [name]: model.probes[name] + own for name in std.objectFields(model.probes) },
    },

  '#chosen':: 'Whether somebody has said in which namespace targets are: in `namespace` of their part, or where `said` leads.',
  chosen(model, scrape):: std.objectHas(scrape, 'said') || std.member(std.get(model.said, scrape.part, []), 'namespace'),

  '#problems':: |||
    What keeps rules and dashboards from being scoped: `[{ path, part,
    message, hint }]`. `model` is not scoped yet.
  |||,
  problems(model)::
    local tenancy = model.tenancy;
    local parts = [part for part in std.objectFields(model.alerts) if tenant.matchers(model, part) != {}];
    local wrong = [
      {
        path: if std.objectHas(model.common.matchers, label) then ['values', 'common', 'matchers', label] else null,
        part: if std.objectHas(model.common.matchers, label) then null else part,
        message: '`%s` cannot be the label of a matcher' % label,
        hint: 'a label has letters, digits and `_`',
      }
      for part in [null] + parts
      for label in std.objectFields(if part == null then model.common.matchers else std.get(model.matchers, part, {}))
      if !text.isLabel(label) && (part == null || !std.objectHas(model.common.matchers, label))
    ];
    if parts != [] && injectMatchers == null then [{
      path: if tenancy == null then ['values', 'common', 'matchers'] else ['tenant'],
      part: null,
      message: 'matchers are put into queries by `mixgen` alone',
      hint: 'build with `mixgen`, not with another Jsonnet',
    }]
    else if wrong != [] then wrong
    else [
      {
        path: null,
        part: part,
        message: '`%s` cannot be scoped: %s' % [nameOf(rule), queryProblem(rule.expr)],
        hint: 'its query is `%s`' % rule.expr,
      }
      for part in parts
      for rule in all(model.rules[part] + model.alerts[part])
      if queryProblem(rule.expr) != null
    ] + [
      {
        path: null,
        part: part,
        message: 'the dashboard `%s` cannot be scoped: %s' % [file, fault],
        hint: "leave it out: `drop: { dashboards: ['%s'] }`" % file,
      }
      for part in parts
      for file in std.objectFields(model.dashboards[part])
      for fault in dashboardProblems(model.dashboards[part][file].json, tenant.matchers(model, part))
    ] + (
      if tenancy == null then []
      else [
        {
          path: ['values', 'common', 'namespace'],
          part: null,
          message: 'the namespace `%s` is not that of the tenant, `%s`' % [model.common.namespace, tenancy.namespace],
          hint: "give the tenant another one: `tenant: { name: '%s', namespace: '%s' }`" % [tenancy.name, model.common.namespace],
        }
        for _ in [0]
        if model.common.namespace != tenancy.namespace
      ] + [
        {
          path: ['values', scrape.part] + std.get(scrape, 'said', ['namespace']),
          part: scrape.part,
          message: 'the targets of `%s` are in the namespace `%s`, of which the tenant sees nothing' % [scrape.part, scrape.namespace],
          hint: 'leave `namespace` out: it is `%s`' % tenancy.namespace,
        }
        for scrape in std.objectValues(model.scrape)
        if std.objectHas(scrape, 'namespace') && tenant.chosen(model, scrape)
        if tenancy.label == 'namespace' && scrape.namespace != tenancy.namespace
      ]
    ),

  '#outside':: 'Paths of objects that would lie outside of the namespace of the tenant.',
  outside(model, documents)::
    if model.tenancy == null || model.mode == 'install' then []
    else [
      path
      for path in std.objectFields(documents)
      if std.isObject(documents[path]) && std.objectHas(documents[path], 'metadata')
      if std.get(documents[path].metadata, 'namespace') != model.tenancy.namespace
    ],
}
