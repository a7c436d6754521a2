// What is dropped of a target: series that no rule and no dashboard of the
// environment reads. `spare.of(kind, labels)` is in neutral words,
// `[{ action, labels, regex }]`; `crd` and `plain` write it down.
local text = import '../text.libsonnet';
local families = import './families.libsonnet';

local queryProblem = std.native('queryProblem');
local reads = std.native('reads');
local unread = std.native('unread');
local unreadBounds = std.native('unreadBounds');

local alternatives(names) = std.join('|', std.set(names));

local escaped(bound) = std.strReplace(bound, '.', '\\.');

// Series that Prometheus adds itself, after all relabelling.
local isOwn(name) = name == 'up' || name == 'ALERTS' || name == 'ALERTS_FOR_STATE' || std.startsWith(name, 'scrape_');

function(model)
  local saving = model.saving;
  local parts = std.objectFields(model.alerts);
  local rules = [
    rule
    for part in parts
    for group in model.rules[part] + model.alerts[part]
    for rule in group.rules
  ];
  // What templates of alerts ask for themselves: each word may be a metric.
  local actions(annotation) = [
    std.split(piece, '}}')[0]
    for piece in std.split(annotation, '{{')[1:]
  ];
  local words(action) = std.split(std.join('', [
    if text.isLabel('_' + c) || c == ':' then c else ' '
    for c in std.stringChars(action)
  ]), ' ');
  local asked = std.set([
    word
    for rule in rules
    for key in std.objectFields(std.get(rule, 'annotations', {}))
    if std.isString(rule.annotations[key]) && std.length(std.findSubstr('query', rule.annotations[key])) > 0
    for action in actions(rule.annotations[key])
    if std.member(words(action), 'query')
    for word in words(action)
    if word != '' && queryProblem(word) == null
  ]);
  local queries = [rule.expr for rule in rules] + asked;
  local boards = [
    model.dashboards[part][file].json
    for part in std.objectFields(model.dashboards)
    for file in std.objectFields(model.dashboards[part])
  ];
  local recorded = std.set([rule.record for rule in rules if std.objectHas(rule, 'record')]);

  local without(names) = if names == [] then [] else [{ action: 'drop', labels: ['__name__'], regex: alternatives(names) }];
  local known(kind, labels, gone) = without(std.setDiff(
    std.set(unread(queries, boards, labels, families.of(kind))),
    std.set(gone)
  ));
  // A target of which nothing is read is there for who looks at it by hand.
  local only(kind, labels, gone) =
    local all = reads(queries, boards, labels);
    local names = [name for name in all.names if !std.setMember(name, recorded) && !isOwn(name)];
    local patterns = ['(%s)' % std.join('.*', [
      piece
      for at in [std.split(pattern, '${')]
      for piece in [at[0]] + [rest[std.findSubstr('}', rest)[0] + 1:] for rest in at[1:]]
    ]) for pattern in all.patterns];
    if all.everything then []
    else if names + patterns == [] then known(kind, labels, gone)
    else [{ action: 'keep', labels: ['__name__'], regex: alternatives(names + patterns) }];
  {
    local spare = self,

    '#unread':: 'Those of some names that nothing reads; all of them where that cannot be known.',
    unread(labels, names):: if unread == null then names else unread(queries, boards, labels, names),

    '#thinner':: 'Drops of bounds that nothing asks for; of all that are known where that cannot be known.',
    thinner(kind, labels, metrics=std.objectFields(families.bounds(kind))):: [
      { action: 'drop', labels: ['__name__', 'le'], regex: '%s;(%s)(\\.0)?' % [metric, std.join('|', std.map(escaped, spared))] }
      for metric in metrics
      for all in [families.bounds(kind)[metric]]
      for spared in [if unreadBounds == null then all else unreadBounds(queries, boards, labels, metric, all)]
      if spared != []
    ],

    '#of':: |||
      What is dropped of a target. `kind` names what it is, in `families`; all
      its series have `labels`; `gone` are names that are dropped already.
    |||,
    of(kind, labels, gone=[])::
      if saving.drop == 'nothing' || unread == null then []
      else
        (if saving.drop == 'unread' then only(kind, labels, gone) else known(kind, labels, gone))
        + (if saving.buckets then spare.thinner(kind, labels) else []),

    '#ofScrape':: 'What is dropped of a scrape target of the model. One that says itself what its labels are may have any job.',
    ofScrape(name, scrape):: spare.of(scrape.part, if std.get(scrape, 'honorLabels', false) then {} else { job: name }),

    '#installed':: |||
      The values of the parts that mode `install` brings, where their programs
      can be told to make less.
    |||,
    installed(install)::
      local ksm = 'kube-state-metrics';
      local spares(kind, names) =
        if saving.drop == 'nothing' || unread == null then [] else unread(queries, boards, { job: kind }, names);
      local denied(values) =
        local own = std.member(std.get(model.said, ksm, []), 'denied');
        local shipped = if own then values.denied else spare.unread({ job: ksm }, values.denied);
        shipped + [name for name in spares(ksm, families.made(ksm)) if !std.member(shipped, name)];
      local off(collectors) = std.set(collectors.off + [
        name
        for name in std.objectFields(families.collectors)
        if !std.member(collectors.on, name)
        if spares('node-exporter', families.collectors[name]) == families.collectors[name]
      ]);
      {
        [if std.objectHas(install, ksm) then ksm]: install[ksm] { denied: denied(install[ksm]) },
        [if std.objectHas(install, 'node-exporter') then 'node-exporter']: install['node-exporter'] {
          collectors: install['node-exporter'].collectors { off: off(install['node-exporter'].collectors) },
        },
      },

    '#limit':: 'How many samples a target may have: that of a tenant, or that of what it is, `component` or `cluster`.',
    limit(what):: if model.quota.samples != null then model.quota.samples else saving.samples[what],

    '#crd':: 'In the words of the operator.',
    crd(relabelings):: [
      { action: r.action, sourceLabels: r.labels, regex: r.regex }
      for r in relabelings
    ],

    '#plain':: 'In the words of prometheus.yml.',
    plain(relabelings):: [
      { action: r.action, source_labels: r.labels, regex: r.regex }
      for r in relabelings
    ],
  }
