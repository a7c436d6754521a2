// What is told of rules and panels that do not fit the retention or the
// interval.
local quantity = import '../quantity.libsonnet';
local text = import '../text.libsonnet';

// Names in one sentence; the rest is counted.
local most = 8;
local listed(names) =
  std.join(', ', names[:most])
  + (if std.length(names) > most then ' and %d more' % (std.length(names) - most) else '');

local kinds = {
  alerts: ['alert', 'alerts'],
  panels: ['panel', 'panels'],
  records: ['recorded series', 'recorded series'],
};

local counted(found) =
  local counts = [
    text.count(std.length(found[kind]), kinds[kind][0], kinds[kind][1])
    for kind in ['alerts', 'records', 'panels']
    if found[kind] != []
  ];
  if std.length(counts) == 1 then counts[0]
  else std.join(', ', counts[:std.length(counts) - 1]) + ' and ' + counts[std.length(counts) - 1];

// Each with what it needs.
local needs(found) = listed(std.uniq([
  '`%s` (%s)' % [entry.name, quantity.duration(entry.seconds)]
  for kind in ['alerts', 'records', 'panels']
  for entry in found[kind]
]));

{
  notes(model)::
    local parts = std.objectFields(model.fitted);
    local joins = model.mode == 'join';
    [
      { about: 'cost', text: note }
      for note in model.saving.notes
      // A tenant has no say in the stack.
      if joins && model.tenancy == null
    ] + [
      {
        about: 'retention',
        text:
          if model.saving.fit then 'samples are kept for %s, so %s of `%s` that look back farther are left out: %s' % [
            model.retention,
            counted(model.fitted[part]),
            part,
            needs(model.fitted[part]),
          ]
          else 'it keeps samples for %s unless it is told otherwise, and %s of `%s` look back farther: %s' % [
            model.retention,
            counted(model.fitted[part]),
            part,
            needs(model.fitted[part]),
          ],
      }
      for part in parts
      if model.saving.fit || joins
    ] + [
      {
        about: 'interval',
        text: 'windows and `for` of `%s` were made longer for the interval of %s: %s' % [
          part,
          model.common.interval,
          listed(['`%s`' % name for name in model.paced[part]]),
        ],
      }
      for part in std.objectFields(model.paced)
    ],

  warnings(model)::
    if model.saving.fit || model.mode != 'install' then []
    else [
      {
        part: part,
        message: 'samples are kept for %s, and %s of `%s` look back farther' % [model.retention, counted(model.fitted[part]), part],
        hint: "they describe the part that is left: %s; keep more with `prometheus+: { retention: '…' }` in `values`, or leave them out with `addons: ['low-cost']`" % needs(model.fitted[part]),
      }
      for part in std.objectFields(model.fitted)
    ],
}
