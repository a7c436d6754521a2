// Rules and panels that look back farther than samples are kept: they would
// describe the part that is left and call it the whole.
local quantity = import '../quantity.libsonnet';
local text = import '../text.libsonnet';
local asksPrometheus = import './source.libsonnet';

local farther = std.native('farther');

local kinds = { alert: 'alerts', record: 'records', panel: 'panels' };

// What stands in the place of a panel that cannot show what it says.
local explained(panel, kept) = {
  [key]: panel[key]
  for key in ['id', 'gridPos', 'title']
  if std.objectHas(panel, key)
} + {
  type: 'text',
  description: 'What this panel shows needs more than is kept.',
  options: {
    mode: 'markdown',
    content: 'Looks back farther than %s, for which samples are kept.' % quantity.duration(kept),
  },
};

function(model)
  local kept = quantity.seconds(model.retention);
  local parts = std.objectFields(model.alerts);
  local rules = [
    { part: part, rule: rule }
    for part in parts
    for group in model.rules[part] + model.alerts[part]
    for rule in group.rules
  ];
  local boards = [
    { part: part, file: file, json: model.dashboards[part][file].json }
    for part in parts
    for file in std.objectFields(model.dashboards[part])
  ];
  local all = farther(
    kept,
    [
      if std.objectHas(entry.rule, 'alert') then 'alert %s %s' % [entry.part, entry.rule.alert]
      else 'record %s %s' % [entry.part, entry.rule.record]
      for entry in rules
    ],
    [entry.rule.expr for entry in rules],
    ['%s %s' % [board.part, board.file] for board in boards],
    [board.json for board in boards],
  );
  local fitted = {
    [part]: {
      [kinds[kind]]: [
        { name: one.name, dashboard: one.dashboard, seconds: one.seconds }
        for one in all.found
        if one.part == part && one.kind == kind
      ]
      for kind in std.objectFields(kinds)
    }
    for part in std.set([one.part for one in all.found])
  };

  local fits(query) = !std.setMember(query, all.queries);
  local fittingGroups(groups) = [
    group { rules: left }
    for group in groups
    for left in [[rule for rule in group.rules if fits(rule.expr)]]
    if left != []
  ];
  local fittingPanel(panel) =
    local inner = if std.objectHas(panel, 'panels') then panel { panels: std.map(fittingPanel, panel.panels) } else panel;
    local targets = std.get(panel, 'targets', []);
    local left = [
      target
      for target in targets
      if !asksPrometheus(panel, target) || fits(std.get(target, 'expr', ''))
    ];
    if std.length(left) == std.length(targets) then inner
    else if left == [] then explained(panel, kept)
    else inner { targets: left };
  local fittingBoard(board) =
    local json = board.json {
      [key]: std.map(fittingPanel, board.json[key])
      for key in ['panels', 'rows']
      if std.objectHas(board.json, key)
    };
    board { json: json, text: text.json(json) };
  local of(field, part, change) =
    if std.objectHas(fitted, part) then change(model[field][part]) else model[field][part];

  if kept == null || farther == null then model { fitted: {} }
  else if !model.saving.fit || fitted == {} then model { fitted: fitted }
  else model {
    fitted: fitted,
    alerts: { [part]: of('alerts', part, fittingGroups) for part in parts },
    rules: { [part]: of('rules', part, fittingGroups) for part in parts },
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
