// Rules and panels that look back farther than samples are kept: they would
// describe the part that is left and call it the whole.
local quantity = import '../quantity.libsonnet';
local text = import '../text.libsonnet';
local asksPrometheus = import './source.libsonnet';

local lookback = std.native('lookback');
local lookbackDashboard = std.native('lookbackDashboard');
local panelsOf = std.native('panels');

local longest(lengths) = std.foldl(std.max, lengths, 0);

// Seconds for each recorded series: its own query's, or those of what it
// reads, where that is farther.
local ofRecords(entries, known={}) =
  local names = std.set([entry.rule.record for entry in entries]);
  local found = {
    [name]: longest([
      longest([entry.seconds] + [std.get(known, read, 0) for read in entry.names])
      for entry in entries
      if entry.rule.record == name
    ])
    for name in names
  };
  if found == known then known else ofRecords(entries, found);

local all(groups) = std.flattenArrays([group.rules for group in groups]);

local withRules(group, rules) = if rules == [] then [] else [group { rules: rules }];

// What stands in the place of a panel that cannot show what it says.
local explained(panel, needed, kept) = {
  [key]: panel[key]
  for key in ['id', 'gridPos', 'title']
  if std.objectHas(panel, key)
} + {
  type: 'text',
  description: 'What this panel shows needs more than is kept.',
  options: {
    mode: 'markdown',
    content: 'Needs %s of samples; they are kept for %s.' % [quantity.duration(needed), quantity.duration(kept)],
  },
};

function(model)
  local kept = quantity.seconds(model.retention);
  local parts = std.objectFields(model.alerts);
  local entries = {
    [part]: [
      { rule: rule, seconds: looked.seconds, names: looked.names }
      for rule in all(model.rules[part] + model.alerts[part])
      for looked in [lookback(rule.expr)]
    ]
    for part in parts
  };
  local records = ofRecords([
    entry
    for part in parts
    for entry in entries[part]
    if std.objectHas(entry.rule, 'record')
  ]);
  local need(looked) = longest([looked.seconds] + [std.get(records, name, 0) for name in looked.names]);

  local beyond(part, key) =
    local needs = std.foldl(
      function(found, entry) found + { [entry.rule[key]]: std.max(std.get(found, entry.rule[key], 0), need(entry)) },
      [entry for entry in entries[part] if std.objectHas(entry.rule, key) && need(entry) > kept],
      {}
    );
    [{ name: name, seconds: needs[name] } for name in std.objectFields(needs)];
  local panels(part) = [
    { name: panel.panel, dashboard: file, seconds: need(panel) }
    for file in std.objectFields(model.dashboards[part])
    for panel in panelsOf(model.dashboards[part][file].json)
    if need(panel) > kept
  ];
  local found = {
    [part]: { alerts: beyond(part, 'alert'), records: beyond(part, 'record'), panels: panels(part) }
    for part in parts
  };
  local fitted = {
    [part]: found[part]
    for part in parts
    if found[part] != { alerts: [], records: [], panels: [] }
  };

  local fittingGroups(groups) = std.flattenArrays([
    withRules(group, [rule for rule in group.rules if need(lookback(rule.expr)) <= kept])
    for group in groups
  ]);
  local fittingPanel(panel) =
    local inner = if std.objectHas(panel, 'panels') then panel { panels: std.map(fittingPanel, panel.panels) } else panel;
    local targets = std.get(panel, 'targets', []);
    local needs = [
      if asksPrometheus(panel, target) then need(lookbackDashboard(std.get(target, 'expr', ''))) else 0
      for target in targets
    ];
    local fits = [targets[i] for i in std.range(0, std.length(targets) - 1) if needs[i] <= kept];
    if std.length(fits) == std.length(targets) then inner
    else if fits == [] then explained(panel, longest(needs), kept)
    else inner { targets: fits };
  local fittingBoard(board) =
    local json = board.json {
      [key]: std.map(fittingPanel, board.json[key])
      for key in ['panels', 'rows']
      if std.objectHas(board.json, key)
    };
    board { json: json, text: text.json(json) };

  if kept == null || lookback == null then model { fitted: {} }
  else if !model.saving.fit || fitted == {} then model { fitted: fitted }
  else model {
    fitted: fitted,
    alerts: { [part]: fittingGroups(model.alerts[part]) for part in parts },
    rules: { [part]: fittingGroups(model.rules[part]) for part in parts },
    dashboards: {
      [part]: {
        [file]:
          local board = model.dashboards[part][file];
          local short = std.any([panel.dashboard == file for panel in std.get(fitted, part, { panels: [] }).panels]);
          if short then fittingBoard(board) else board
        for file in std.objectFields(model.dashboards[part])
      }
      for part in std.objectFields(model.dashboards)
    },
  }
