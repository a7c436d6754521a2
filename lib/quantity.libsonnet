// Durations and amounts as Prometheus and Kubernetes write them.
local digits = { [d]: true for d in std.stringChars('0123456789') };
local isNumber(string) = string != '' && std.all([std.objectHas(digits, c) for c in std.stringChars(string)]);

// MiB in one of each unit of Kubernetes.
local mebibytes = {
  Mi: 1,
  Gi: 1024,
  Ti: 1024 * 1024,
  M: 1000 * 1000 / 1048576,
  G: 1000 * 1000 * 1000 / 1048576,
  T: 1000 * 1000 * 1000 * 1000 / 1048576,
};

local unitOf(string) = std.lstripChars(string, '0123456789');
local amountOf(string) = string[:std.length(string) - std.length(unitOf(string))];

// Milliseconds in one of each unit of Prometheus.
local milliseconds = { ms: 1, s: 1000, m: 60 * 1000, h: 3600 * 1000, d: 24 * 3600 * 1000, w: 7 * 24 * 3600 * 1000, y: 365 * 24 * 3600 * 1000 };

local lengthOf(string) =
  if string == '' then 0
  else
    local rest = std.lstripChars(string, '0123456789');
    local unit = if std.startsWith(rest, 'ms') then 'ms' else rest[:1];
    std.parseInt(string[:std.length(string) - std.length(rest)]) * milliseconds[unit] + lengthOf(rest[std.length(unit):]);

// Units in the order in which a duration names them.
local units = ['y', 'w', 'd', 'h', 'm', 's', 'ms'];

// Takes one number with its unit after the other, each unit after the last.
local isDurationFrom(string, allowed) =
  local rest = std.lstripChars(string, '0123456789');
  local unit = if std.startsWith(rest, 'ms') then 'ms' else rest[:1];
  local at = std.find(unit, allowed);
  if string == '' then true
  else if std.length(rest) == std.length(string) || at == [] then false
  else isDurationFrom(rest[std.length(unit):], allowed[at[0] + 1:]);

{
  '#isDuration':: 'Whether Prometheus reads a string as a time span: `30s`, `1h30m`.',
  isDuration(string):: string != '' && isDurationFrom(string, units),

  '#isSize':: 'Whether a string is a size of a volume: `20Gi`, `500M`.',
  isSize(string):: std.objectHas(mebibytes, unitOf(string)) && isNumber(amountOf(string)) && std.parseInt(amountOf(string)) > 0,

  '#seconds':: 'The length of a time span; null where a string is none.',
  seconds(string)::
    if string == '0' then 0
    else if !std.isString(string) || !self.isDuration(string) then null
    else lengthOf(string) / 1000,

  '#bytes':: 'The bytes of a size as Kubernetes or Prometheus writes it (`20Gi`, `8GiB`); null where a string is none.',
  bytes(string)::
    local size = if std.isString(string) then std.rstripChars(string, 'B') else '';
    if size == '' || !self.isSize(size) then null
    else std.parseInt(amountOf(size)) * mebibytes[unitOf(size)] * 1048576,

  '#duration':: 'Seconds as a time span: `3m`, `90s`, `25h`, `30d`.',
  duration(seconds)::
    local exact = [unit for unit in ['h', 'm', 's', 'ms'] if seconds * 1000 % milliseconds[unit] == 0];
    // Days from two on, in one unit where that is exact and short.
    if seconds >= 2 * 24 * 3600 && seconds % (24 * 3600) == 0 then '%dd' % (seconds / (24 * 3600))
    else if seconds > 5400 && exact[0] != 'h' then
      '%dh%s' % [std.floor(seconds / 3600), self.duration(seconds % 3600)]
    else '%d%s' % [seconds * 1000 / milliseconds[exact[0]], exact[0]],

  '#retention':: |||
    What of a volume of that size samples may fill, as Prometheus writes it:
    the log and blocks that are being made need the rest. Null where the size
    is none.
  |||,
  retention(size)::
    if !std.isString(size) || !self.isSize(size) then null
    else '%dMiB' % std.floor(std.parseInt(amountOf(size)) * mebibytes[unitOf(size)] * 4 / 5),
}
