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

  '#retention':: |||
    What of a volume of that size samples may fill, as Prometheus writes it:
    the log and blocks that are being made need the rest. Null where the size
    is none.
  |||,
  retention(size)::
    if !std.isString(size) || !self.isSize(size) then null
    else '%dMiB' % std.floor(std.parseInt(amountOf(size)) * mebibytes[unitOf(size)] * 4 / 5),
}
