// What alerts a route or an inhibition is about: `{ label: wanted }`, where
// `wanted` is a value, an array of values, `{ regex: … }`, or `{ not: … }` of
// any of these.
local text = import './text.libsonnet';

local negated = { '=': '!=', '=~': '!~', '!=': '=', '!~': '=~' };

local one(label, wanted) =
  if std.isObject(wanted) && std.objectHas(wanted, 'not') then
    local inner = one(label, wanted.not);
    inner { operator: negated[inner.operator] }
  else if std.isObject(wanted) then { label: label, operator: '=~', value: wanted.regex }
  else if !std.isArray(wanted) then { label: label, operator: '=', value: wanted }
  else if std.length(wanted) == 1 then { label: label, operator: '=', value: wanted[0] }
  else { label: label, operator: '=~', value: std.join('|', std.map(text.regex, wanted)) };

{
  local matching = self,

  '#list':: '`[{ label, operator, value }]`, sorted by label.',
  list(match):: [one(label, match[label]) for label in std.objectFields(match)],

  '#crd':: 'Matchers of an AlertmanagerConfig.',
  crd(match):: [
    { name: matcher.label, matchType: matcher.operator, value: matcher.value }
    for matcher in matching.list(match)
  ],

  '#plain':: "Matchers of Alertmanager's own file.",
  plain(match):: [
    local escaped = std.strReplace(std.strReplace(std.strReplace(matcher.value, '\\', '\\\\'), '"', '\\"'), '\n', '\\n');
    '%s%s"%s"' % [matcher.label, matcher.operator, escaped]
    for matcher in matching.list(match)
  ],
}
