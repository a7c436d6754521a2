// Field overrides: who is matched, and friendly names for the properties that are set.

local property(name, value) =
  if name == 'title' then [{ id: 'displayName', value: value }]
  else if name == 'color' then [{ id: 'color', value: { fixedColor: value, mode: 'fixed' } }]
  else if name == 'dashed' then
    (if value then [{ id: 'custom.lineStyle', value: { dash: [8, 8], fill: 'dash' } }] else [])
  else if name == 'fill' then [{ id: 'custom.fillOpacity', value: value }]
  else if name == 'lineWidth' then [{ id: 'custom.lineWidth', value: value }]
  else if name == 'stack' then [{ id: 'custom.stacking', value: { group: 'A', mode: if value then 'normal' else 'none' } }]
  else if name == 'axis' then [{ id: 'custom.axisPlacement', value: value }]
  else if name == 'negative' then (if value then [{ id: 'custom.transform', value: 'negative-Y' }] else [])
  else if name == 'hideLegend' then [{ id: 'custom.hideFrom', value: { legend: value, tooltip: false, viz: false } }]
  else if name == 'width' then [{ id: 'custom.width', value: value }]
  else if name == 'hide' then [{ id: 'custom.hidden', value: value }]
  else if name == 'cell' then [{ id: 'custom.cellOptions', value: { type: value } }]
  else if name == 'thresholds' then [{
    id: 'thresholds',
    value: { mode: 'absolute', steps: [{ color: step[1], value: step[0] } for step in value] },
  }]
  else if name == 'link' then [{ id: 'links', value: [value] }]
  else if std.member(['unit', 'decimals', 'min', 'max', 'mappings', 'links', 'noValue'], name) then [{ id: name, value: value }]
  else error 'unknown override `%s`' % name;

local properties(settings) = std.flatMap(function(name) property(name, settings[name]), std.objectFields(settings));

local matched(matcher, options) = function(what, settings) {
  matcher: { id: matcher, options: what } + options,
  properties: properties(settings),
};

{
  '#byName':: 'Settings for the series or field of this name: unit, color, dashed, fill, stack, axis, negative, thresholds …',
  byName:: matched('byName', {}),
  '#byRegex':: 'The same for every name that matches, written as /…/.',
  byRegex:: matched('byRegexp', {}),
  '#byRef':: 'The same for all series of one query: A, B …',
  byRef:: matched('byFrameRefID', {}),
}
