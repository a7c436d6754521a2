// Changes to single alerts, and labels of all of them.
local withThreshold = std.native('withThreshold');

local fields = [
  'for',
  'keep_firing_for',
  'expr',
  'severity',
  'threshold',
  'labels',
  'annotations',
  'disabled',
  'where',
  'all',
];

// Keys of `where` that are not labels.
local places = ['group', 'part'];

local listOf(override) = if std.isArray(override) then override else [override];

// `place` is the `{ part, group }` of a rule.
local meets(override, place, rule) =
  local where = std.get(override, 'where', {});
  local labels = std.get(rule, 'labels', {});
  std.all([
    if std.member(places, key) then place[key] == where[key] else std.get(labels, key) == where[key]
    for key in std.objectFields(where)
  ]);

// Labels and annotations are added to; null takes one away.
local merged(old, new) = {
  [key]: std.get(new, key, std.get(old, key))
  for key in std.setUnion(std.objectFields(old), std.objectFields(new))
  if std.get(new, key, std.get(old, key)) != null
};

// Keys of a mixin's `_config` that are the threshold of an alert. A mixin says
// so itself, by severity, so they do not help where other labels choose.
local parameters(mixin, name, override) =
  local known = std.get(std.get(mixin, 'alertThresholds', {}), name, {});
  local where = std.get(override, 'where', {});
  local severity = std.get(where, 'severity');
  if !std.all([std.member(['part', 'severity'], key) for key in std.objectFields(where)]) then []
  else if std.isString(known) then [known]
  else [known[s] for s in std.objectFields(known) if severity == null || severity == s];

local changed(rule, override, literal) =
  local set(key) = std.objectHas(override, key);
  rule
  + { [key]: override[key] for key in ['for', 'keep_firing_for', 'expr'] if set(key) }
  + { [if set('threshold') && literal then 'expr']: withThreshold(rule.expr, override.threshold) }
  + {
    [key]: merged(std.get(rule, key, {}), std.get(override, key, {}) + (
      if key == 'labels' && set('severity') then { severity: override.severity } else {}
    ))
    for key in ['labels', 'annotations']
    if set(key) || key == 'labels' && set('severity')
  };

// `overrides` is `{ alert: override or [override] }`, `labels` go on every alert.
function(overrides, labels={}) {
  local changes = self,

  '#fields':: 'What an override may hold.',
  fields: fields,
  '#listOf':: 'Overrides of one alert as an array.',
  listOf: listOf,
  '#matching':: 'Those of `rules`, `[{ part, group, rule }]`, that an override changes.',
  matching(override, rules):: [entry for entry in rules if meets(override, entry, entry.rule)],
  '#parameters':: 'Keys of the `_config` of a mixin that an override changes instead of an expression.',
  parameters: parameters,

  '#config':: 'What the thresholds that are asked for mean for the `_config` of the mixin of a part.',
  config(part, mixin):: {
    [key]: if std.isString(mixin._config[key]) then std.toString(override.threshold) else override.threshold
    for name in std.objectFields(overrides)
    for override in listOf(overrides[name])
    if std.isObject(override) && std.isNumber(std.get(override, 'threshold'))
    if std.isObject(std.get(override, 'where', {}))
    if std.get(std.get(override, 'where', {}), 'part', part) == part
    for key in parameters(mixin, name, override)
  },

  '#apply':: |||
    The groups of a part with overrides and labels applied to their alerts;
    `annotations(group)` are further annotations. Groups and rules keep their
    order, and no group is left empty.
  |||,
  apply(part, mixin, groups, annotations=null)::
    local ofRule(group, rule) =
      local common = changed(rule, {
        [if labels != {} then 'labels']: labels,
        [if annotations != null then 'annotations']: annotations(group.name) + std.get(rule, 'annotations', {}),
      }, false);
      local overriding = [
        override
        for override in listOf(std.get(overrides, rule.alert, []))
        if meets(override, { part: part, group: group.name }, rule)
      ];
      if std.any([std.objectHas(override, 'disabled') for override in overriding]) then []
      else [std.foldl(
        function(all, override) changed(all, override, parameters(mixin, rule.alert, override) == []),
        overriding,
        common
      )];
    if overrides == {} && labels == {} && annotations == null then groups
    else [
      group { rules: rules }
      for group in groups
      for rules in [std.flattenArrays([
        if std.objectHas(rule, 'alert') then ofRule(group, rule) else [rule]
        for rule in group.rules
      ])]
      if rules != []
    ],

  '#expiries':: 'Alerts that are left out until a date: `[{ name, reason, until, path }]`.',
  expiries:: [
    local list = listOf(overrides[name]);
    {
      name: name,
      reason: list[i].disabled.reason,
      until: list[i].disabled.until,
      path: ['values', 'alerts', name] + (if std.isArray(overrides[name]) then [i] else []) + ['disabled', 'until'],
    }
    for name in std.objectFields(overrides)
    for i in std.range(0, std.length(listOf(overrides[name])) - 1)
    if std.objectHas(std.get(listOf(overrides[name])[i], 'disabled', {}), 'until')
  ],
}
