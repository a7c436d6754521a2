// Changes to single alerts, and labels of all of them.
local fields = ['for', 'keep_firing_for', 'expr', 'labels', 'annotations', 'where', 'all'];

local listOf(override) = if std.isArray(override) then override else [override];

local meets(override, rule) =
  local where = std.get(override, 'where', {});
  std.all([std.get(std.get(rule, 'labels', {}), label) == where[label] for label in std.objectFields(where)]);

// Labels and annotations are added to; null takes one away.
local merged(old, new) = {
  [key]: std.get(new, key, std.get(old, key))
  for key in std.setUnion(std.objectFields(old), std.objectFields(new))
  if std.get(new, key, std.get(old, key)) != null
};

local changed(rule, override) =
  rule
  + { [key]: override[key] for key in ['for', 'keep_firing_for', 'expr'] if std.objectHas(override, key) }
  + {
    [key]: merged(std.get(rule, key, {}), override[key])
    for key in ['labels', 'annotations']
    if std.objectHas(override, key)
  };

// `overrides` is `{ alert: override or [override] }`, `labels` go on every alert.
function(overrides, labels={}) {
  '#fields':: 'What an override may hold.',
  fields: fields,
  '#listOf':: 'Overrides of one alert as an array.',
  listOf: listOf,
  '#matches':: 'How many of `rules` an override changes.',
  matches(override, rules):: std.length([rule for rule in rules if meets(override, rule)]),

  '#apply':: 'Groups with overrides and labels applied to their alerts.',
  apply(groups)::
    if overrides == {} && labels == {} then groups
    else [
      group {
        rules: [
          if !std.objectHas(rule, 'alert') then rule
          else std.foldl(
            function(all, override) if meets(override, rule) then changed(all, override) else all,
            listOf(std.get(overrides, rule.alert, [])),
            if labels == {} then rule else changed(rule, { labels: labels })
          )
          for rule in group.rules
        ],
      }
      for group in groups
    ],
}
