// A time interval as an AlertmanagerConfig spells it. It has no time zone:
// all times there are in UTC.
local text = import '../text.libsonnet';

// `1:5` and `-1` as `{ start, end }`.
local range(days) =
  local ends = std.split(days, ':');
  { start: std.parseInt(ends[0]), end: std.parseInt(ends[std.length(ends) - 1]) };

local one(interval) = {
  [if std.objectHas(interval, 'times') then 'times']: [
    { startTime: time.start_time, endTime: time.end_time }
    for time in interval.times
  ],
  [if std.objectHas(interval, 'days_of_month') then 'daysOfMonth']: std.map(range, interval.days_of_month),
} + {
  [key]: interval[key]
  for key in ['weekdays', 'months', 'years']
  if std.objectHas(interval, key)
};

{
  '#crd':: 'The intervals `name`, a list in the shape of Alertmanager.',
  crd(name, intervals):: { name: name, timeIntervals: std.map(one, intervals) },
}
