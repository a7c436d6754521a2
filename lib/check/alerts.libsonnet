// Changes to alerts: that each means what it says, and means it of one alert.
local alerts = import '../alerts.libsonnet';
local quantity = import '../quantity.libsonnet';
local text = import '../text.libsonnet';
local problem = import './problem.libsonnet';

local thresholdProblem = std.native('thresholdProblem');

// Why an expression has no threshold, or null.
local whyNone(expr) = if thresholdProblem == null then 'only mixgen can change one' else thresholdProblem(expr);

local duration = { type: 'string', legal: quantity.isDuration, expected: 'a time span such as `30s` or `1h30m`' };
local texts = { type: 'object', items: ['string', 'null'] };
local shapes = {
  'for': duration,
  keep_firing_for: duration,
  expr: { type: 'string' },
  severity: { type: 'string' },
  threshold: { type: 'number' },
  labels: texts,
  annotations: texts,
  disabled: { type: 'object' },
  where: { type: 'object', items: ['string'] },
  all: { type: 'boolean' },
};
local disabledShapes = {
  reason: { type: 'string', legal: function(reason) reason != '', expected: 'a reason, for those who come later' },
  until: { type: 'string', legal: text.isDate, expected: 'a date such as `2027-01-31`' },
};

// Keys nobody knows, and values of another type.
local ofShape(new, path, shapes, object) = std.flattenArrays([
  local at = path + [key];
  local value = object[key];
  if !std.objectHas(shapes, key) then [new('unknown-value', at, data={ key: key, known: std.objectFields(shapes) })]
  else
    local shape = shapes[key];
    if std.type(value) != shape.type then
      [new('wrong-type', at, data={ expected: shape.type, got: problem.typeOf(value) })]
    else if std.objectHas(shape, 'legal') && !shape.legal(value) then
      [new('wrong-type', at, data={ expected: shape.expected, got: '`%s`' % value })]
    else if std.objectHas(shape, 'items') then [
      new('wrong-type', at + [item], data={ expected: shape.items[0], got: problem.typeOf(value[item]) })
      for item in std.objectFields(value)
      if !std.member(shape.items, std.type(value[item]))
    ]
    else []
  for key in std.objectFields(object)
]);

local ofDisabled(new, path, override) =
  if !std.objectHas(override, 'disabled') then []
  else
    local at = path + ['disabled'];
    ofShape(new, at, disabledShapes, override.disabled) + (
      if std.objectHas(override.disabled, 'reason') then []
      else [new('unset-value', at + ['reason'], data={ help: 'why the alert is left out' })]
    );

// A threshold is a parameter of the mixin, or the one number that an
// expression compares with.
local ofThreshold(new, path, name, override, matching, mixins) =
  if !std.objectHas(override, 'threshold') then []
  else if std.objectHas(override, 'expr') then
    [new('refused', path + ['threshold'], data={
      message: '`%s` has a new expression and a threshold' % name,
      hint: 'write the number into `expr`',
    })]
  else [
    new('no-threshold', path + ['threshold'], data={ name: name, why: reasons[0] })
    for reasons in [[
      why
      for entry in matching
      if alerts({}).parameters(mixins[entry.part], name, override) == []
      for why in [if entry.logs then 'it reads logs, whose language mixgen does not' else whyNone(entry.rule.expr)]
      if why != null
    ]]
    if reasons != []
  ];

// `evaluated` and `mixins` are by part.
function(new, overrides, evaluated, mixins)
  local rules = [
    { part: part, group: group.name, rule: rule, logs: list == evaluated[part].lokiRules }
    for part in std.objectFields(evaluated)
    for list in [evaluated[part].alerts + evaluated[part].rules, evaluated[part].lokiRules]
    for group in list
    for rule in group.rules
    if std.objectHas(rule, 'alert')
  ];
  local known = std.set([entry.rule.alert for entry in rules]);
  local labels(matching) = [
    { part: entry.part, group: entry.group } + std.get(entry.rule, 'labels', {})
    for entry in matching
  ];
  local one(name, path, override) =
    if !std.isObject(override) then
      [new('wrong-type', path, data={ expected: 'object or array', got: problem.typeOf(override) })]
    else
      local wrong = ofShape(new, path, shapes, override);
      if wrong != [] then wrong
      else
        local same = [entry for entry in rules if entry.rule.alert == name];
        local matching = alerts({}).matching(override, same);
        local matches = std.length(matching);
        ofDisabled(new, path, override)
        + (
          if matches == 0 || matches > 1 && !std.get(override, 'all', false)
          then [new('ambiguous-alert', path, data={ name: name, matches: matches, known: labels(if matches == 0 then same else matching) })]
          else ofThreshold(new, path, name, override, matching, mixins)
        );
  std.flattenArrays([
    local path = ['values', 'alerts', name];
    local list = alerts({}).listOf(overrides[name]);
    if !std.member(known, name)
    then [new('unknown-name', path, data={ kind: 'alert', name: name, known: known })]
    else std.flattenArrays([
      one(name, path + (if std.isArray(overrides[name]) then [i] else []), list[i])
      for i in std.range(0, std.length(list) - 1)
    ])
    for name in std.objectFields(overrides)
  ])
