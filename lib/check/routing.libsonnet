// Who hears of what: names of times, labels, and inhibitions.
local models = import '../model.libsonnet';
local problem = import './problem.libsonnet';

local fields = ['times', 'weekdays', 'days_of_month', 'months', 'years', 'location'];
local digits = std.stringChars('0123456789');

local isTime(text) =
  std.isString(text) && std.length(text) == 5 && text[2] == ':'
  && std.all([std.member(digits, text[i]) for i in [0, 1, 3, 4]])
  && (
    local hours = std.parseInt(text[:2]);
    local minutes = std.parseInt(text[3:]);
    hours < 24 && minutes < 60 || hours == 24 && minutes == 0
  );

local days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
local months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
               + [std.toString(i) for i in std.range(1, 12)];

// `a:b` or `a`, of which each end must be legal.
local isRange(legal, text) =
  std.isString(text) && std.length(std.split(text, ':')) <= 2 && std.all(std.map(legal, std.split(text, ':')));
local isNumber(text) =
  local number = if std.startsWith(text, '-') then text[1:] else text;
  number != '' && std.length(number) <= 4 && std.all([std.member(digits, c) for c in std.stringChars(number)]);

local legal = {
  weekdays: {
    check(text): isRange(function(end) std.member(days, std.asciiLower(end)), text),
    expected: 'a day or days such as `monday:friday`',
  },
  days_of_month: {
    check(text): isRange(function(end) isNumber(end) && std.member(std.range(-31, 31), std.parseInt(end)) && std.parseInt(end) != 0, text),
    expected: "days such as `1:5`, or `-1` for a month's last",
  },
  months: {
    check(text): isRange(function(end) std.member(months, std.asciiLower(end)), text),
    expected: 'a month or months such as `december:january`',
  },
  years: {
    check(text): isRange(function(end) isNumber(end) && std.length(end) == 4, text),
    expected: 'a year or years such as `2026:2030`',
  },
};

local ofInterval(new, path, interval) =
  if !std.isObject(interval) then [new('wrong-type', path, data={ expected: 'object', got: problem.typeOf(interval) })]
  else std.flattenArrays([
    local at = path + [key];
    local value = interval[key];
    if !std.member(fields, key) then [new('unknown-value', at, data={ key: key, known: fields })]
    else if key == 'location' then
      if std.isString(value) then [] else [new('wrong-type', at, data={ expected: 'string', got: problem.typeOf(value) })]
    else if !std.isArray(value) then [new('wrong-type', at, data={ expected: 'array', got: problem.typeOf(value) })]
    else if key == 'times' then [
      new('wrong-type', at + [i], data={
        expected: "times such as `{ start_time: '22:00', end_time: '24:00' }`, of which the second is later",
        got: std.manifestJsonMinified(value[i]),
      })
      for i in std.range(0, std.length(value) - 1)
      if !(
        std.isObject(value[i]) && std.objectFields(value[i]) == ['end_time', 'start_time']
        && isTime(value[i].start_time) && isTime(value[i].end_time) && value[i].start_time < value[i].end_time
      )
    ]
    else [
      new('wrong-type', at + [i], data={ expected: legal[key].expected, got: std.manifestJsonMinified(value[i]) })
      for i in std.range(0, std.length(value) - 1)
      if !legal[key].check(value[i])
    ]
    for key in std.objectFields(interval)
  ]);

// What may stand for the values of a label.
local isWanted(wanted) =
  std.isString(wanted)
  || std.isArray(wanted) && wanted != [] && std.all(std.map(std.isString, wanted))
  || std.isObject(wanted) && (
    std.objectFields(wanted) == ['regex'] && std.isString(wanted.regex)
    || std.objectFields(wanted) == ['not'] && isWanted(wanted.not)
  );

local ofMatch(new, path, part, match) =
  if !std.isObject(match) then [new('wrong-type', path, part, { expected: 'object', got: problem.typeOf(match) })]
  else [
    new('wrong-type', path + [label], part, {
      expected: "a value, an array of values, `{ regex: '…' }` or `{ not: … }`",
      got: std.manifestJsonMinified(match[label]),
    })
    for label in std.objectFields(match)
    if !isWanted(match[label])
  ];

local inhibitionFields = ['source', 'target', 'equal'];
local ofInhibition(new, path, rule) =
  [
    new('unknown-value', path + [key], data={ key: key, known: inhibitionFields })
    for key in std.objectFields(rule)
    if !std.member(inhibitionFields, key)
  ] + std.flattenArrays([
    if std.objectHas(rule, key) then ofMatch(new, path + [key], null, rule[key])
    else [new('unset-value', path + [key], data={ help: 'labels of the alerts that %s' % (if key == 'source' then 'keep others quiet' else 'are kept quiet') })]
    for key in ['source', 'target']
  ]);

// `routing` are the values of that name, `chosen` all parts.
function(new, routing, chosen)
  local of(part, field) = std.get(models.of(part), field, {});
  local known = std.set(
    std.objectFields(routing.time_intervals)
    + std.flattenArrays([std.objectFields(of(part, 'time_intervals')) for part in chosen])
  );
  std.flattenArrays([
    local list = routing.time_intervals[name];
    std.flattenArrays([
      ofInterval(new, ['values', 'routing', 'time_intervals', name, i], list[i])
      for i in std.range(0, std.length(list) - 1)
    ])
    for name in std.objectFields(routing.time_intervals)
  ]) + std.flattenArrays([
    ofInhibition(new, ['values', 'routing', 'inhibitions', name], routing.inhibitions[name])
    for name in std.objectFields(routing.inhibitions)
  ]) + std.flattenArrays([
    local route = of(part, 'routes')[name];
    local label = '%s %s' % [part.kind, part.object.name];
    [
      new('unknown-name', ['values', part.object.name], label, { kind: 'time interval', name: interval, known: known })
      for key in ['active_time_intervals', 'mute_time_intervals']
      for interval in std.get(route, key, [])
      if !std.member(known, interval)
    ] + ofMatch(new, ['values', part.object.name, 'match'], label, std.get(route, 'match', {}))
    for part in chosen
    for name in std.objectFields(of(part, 'routes'))
  ])
