// Windows and `for` against the interval. A window of less than four samples
// is empty when one is missed; a `for` of less than three begins again.
local quantity = import '../quantity.libsonnet';
local text = import '../text.libsonnet';
local asksPrometheus = import './source.libsonnet';

local widened = std.native('widened');
local widenedDashboard = std.native('widenedDashboard');
local shortest = std.native('shortest');

// What the project itself says of an alert stays.
local says(model, rule, key) =
  local said = std.get(model.overridden, std.get(rule, 'alert', ''), []);
  std.any([std.objectHas(override, key) for override in if std.isArray(said) then said else [said]]);

local nameOf(rule) = std.get(rule, 'alert', std.get(rule, 'record'));

function(model)
  local longest(spans) = std.foldl(std.max, std.map(quantity.seconds, spans), 0);
  local interval = longest([model.common.interval, std.get(std.get(model.install, 'prometheus', {}), 'interval', '0')]);
  local window = 4 * interval;
  local pending = 3 * interval;
  local short(duration, least) =
    local seconds = quantity.seconds(duration);
    seconds != null && seconds > 0 && seconds < least;

  // What changes of a rule, or nothing.
  local changes(rule) =
    local query = if says(model, rule, 'expr') then rule.expr else widened(rule.expr, window);
    { [if query != rule.expr then 'expr']: query }
    + { [if short(std.get(rule, 'for', '0'), pending) && !says(model, rule, 'for') then 'for']: quantity.duration(pending) };
  local slower(group) = group {
    [if short(std.get(group, 'interval', '0'), interval) then 'interval']: quantity.duration(interval),
    rules: [{ rule: rule, changes: changes(rule) } for rule in group.rules],
  };

  local slowerPanel(panel) =
    (if std.objectHas(panel, 'panels') then panel { panels: std.map(slowerPanel, panel.panels) } else panel) + {
      [if std.objectHas(panel, 'targets') then 'targets']: [
        target { [if std.isString(std.get(target, 'expr')) && asksPrometheus(panel, target) then 'expr']: widenedDashboard(target.expr, window) }
        for target in panel.targets
      ],
    };
  local slowerBoard(board) =
    local least = shortest(board.json);
    if least == null || least >= window then board
    else
      local json = board.json {
        [key]: std.map(slowerPanel, board.json[key])
        for key in ['panels', 'rows']
        if std.objectHas(board.json, key)
      };
      board { json: json, text: text.json(json) };

  local parts = std.objectFields(model.alerts);
  local after = {
    [field]: { [part]: std.map(slower, model[field][part]) for part in parts }
    for field in ['alerts', 'rules']
  };
  local done(groups) = [
    group { rules: [entry.rule + entry.changes for entry in group.rules] }
    for group in groups
  ];
  local changed(part) = std.set([
    nameOf(entry.rule)
    for field in ['alerts', 'rules']
    for group in after[field][part]
    for entry in group.rules
    if entry.changes != {}
  ]);
  if !model.saving.pace || widened == null then model { paced: {} }
  else model {
    alerts: { [part]: done(after.alerts[part]) for part in parts },
    rules: { [part]: done(after.rules[part]) for part in parts },
    dashboards: {
      [part]: { [file]: slowerBoard(model.dashboards[part][file]) for file in std.objectFields(model.dashboards[part]) }
      for part in std.objectFields(model.dashboards)
    },
    paced: { [part]: changed(part) for part in parts if changed(part) != [] },
  }
