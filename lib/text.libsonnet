// Small helpers for text.
local jsonText = std.native('jsonText');
local allowed(characters) = { [c]: true for c in std.stringChars(characters) };
local lower = allowed('abcdefghijklmnopqrstuvwxyz0123456789');
local named = lower + allowed('ABCDEFGHIJKLMNOPQRSTUVWXYZ_');
local segment = lower + allowed('ABCDEFGHIJKLMNOPQRSTUVWXYZ._-');

// Characters outside `known` become `-`; no `-` or `.` at either end.
local slug(known, string) =
  std.stripChars(std.join('', [if std.objectHas(known, c) then c else '-' for c in std.stringChars(string)]), '-.');

local within(known, string) = std.all([std.objectHas(known, c) for c in std.stringChars(string)]);

{
  '#isName':: 'Whether a string can stand in the name of a Kubernetes object; `-` only inside.',
  isName(string)::
    string != '' && within(lower + allowed('-'), string)
    && string[0] != '-' && string[std.length(string) - 1] != '-',

  '#isPrefix':: 'Whether names can begin with a string; it may be empty and end in `-`.',
  isPrefix(string):: string == '' || within(lower + allowed('-'), string) && string[0] != '-',

  '#isLabel':: 'Whether a string can be the label of a matcher.',
  isLabel(string)::
    local letters = lower + allowed('ABCDEFGHIJKLMNOPQRSTUVWXYZ_');
    string != '' && string != '__name__' && within(letters, string) && !within(allowed('0123456789'), string[0]),

  '#isDate':: 'Whether a string is a day that exists: `2027-01-31`.',
  isDate(string)::
    local parts = std.split(string, '-');
    local digits = allowed('0123456789');
    if std.length(string) != 10 || std.map(std.length, parts) != [4, 2, 2] || !std.all([within(digits, part) for part in parts]) then false
    else
      local year = std.parseInt(parts[0]);
      local month = std.parseInt(parts[1]);
      local leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      local days = [31, if leap then 29 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
      month >= 1 && month <= 12 && std.parseInt(parts[2]) >= 1 && std.parseInt(parts[2]) <= days[month - 1],

  '#json':: 'A value as JSON: sorted keys, indented by two.',
  json(value):: if jsonText == null then std.manifestJsonEx(value, '  ') else jsonText(value),

  '#dns':: 'A string as part of a Kubernetes name: `My Board` becomes `my-board`.',
  dns(string):: slug(lower, std.asciiLower(string)),

  '#segment':: 'A string as a segment of a path.',
  segment(string):: slug(segment, string),

  '#kebab':: 'A kind as a file says it: `ServiceMonitor` becomes `service-monitor`.',
  kebab(kind):: std.stripChars(std.join('', [
    if std.asciiUpper(c) == c then '-' + std.asciiLower(c) else c
    for c in std.stringChars(kind)
  ]), '-'),

  '#camel':: 'A snake_case name as Kubernetes says it: `send_resolved` becomes `sendResolved`.',
  camel(name)::
    local words = std.split(name, '_');
    std.join('', [words[0]] + [std.asciiUpper(w[0]) + w[1:] for w in words[1:]]),

  '#regex':: 'A string that matches itself in a regular expression.',
  regex(string):: std.join('', [
    if std.member('\\.+*?()|[]{}^$', c) then '\\' + c else c
    for c in std.stringChars(string)
  ]),

  '#replacement':: 'A string that stands for itself as the replacement of a relabelling.',
  replacement(string):: std.strReplace(string, '$', '$$'),

  '#meta':: 'A name of Kubernetes as it stands in the labels that discovery makes.',
  meta(name):: std.join('', [
    if std.objectHas(named, c) then c else '_'
    for c in std.stringChars(name)
  ]),

  '#count':: '`1 alert`, `2 alerts`.',
  count(number, one, many):: '%d %s' % [number, if number == 1 then one else many],

  '#stem':: 'The name of a dashboard: its file without the extension.',
  stem(file):: if std.endsWith(file, '.json') then file[:std.length(file) - 5] else file,
}
