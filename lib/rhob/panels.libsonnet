// Grafana's panels as Perses has them.

// Units by Grafana's names; a unit that is not here is left out, and the
// number stays.
local units = {
  short: { unit: 'decimal', shortValues: true },
  none: { unit: 'decimal' },
  percent: { unit: 'percent' },
  percentunit: { unit: 'percent-decimal' },
  s: { unit: 'seconds' },
  ms: { unit: 'milliseconds' },
  h: { unit: 'hours' },
  d: { unit: 'days' },
  m: { unit: 'minutes' },
  bytes: { unit: 'bytes' },
  decbytes: { unit: 'decbytes' },
  Bps: { unit: 'decbytes/sec' },
  binBps: { unit: 'bytes/sec' },
  ops: { unit: 'ops/sec' },
  reqps: { unit: 'requests/sec' },
  iops: { unit: 'ops/sec' },
  cps: { unit: 'counts/sec' },
  pps: { unit: 'packets/sec' },
};

local calculations = {
  lastNotNull: 'last-number',
  last: 'last',
  first: 'first',
  firstNotNull: 'first-number',
  mean: 'mean',
  sum: 'sum',
  min: 'min',
  max: 'max',
};

local defaultsOf(panel) = std.get(std.get(panel, 'fieldConfig', {}), 'defaults', {});

local format(panel) =
  local defaults = defaultsOf(panel);
  std.get(units, std.get(defaults, 'unit', 'short'), { unit: 'decimal' })
  + { [if std.isNumber(std.get(defaults, 'decimals')) then 'decimalPlaces']: defaults.decimals };

local colours = { green: '#73bf69', red: '#f2495c', orange: '#ff9830', yellow: '#fade2a', blue: '#5794f2' };

local thresholds(panel) =
  local steps = std.get(std.get(defaultsOf(panel), 'thresholds', {}), 'steps', []);
  local colour(step) = std.get(colours, step.color, step.color);
  local first = [step for step in steps if std.get(step, 'value') == null];
  {
    [if steps != [] then 'thresholds']: {
      [if first != [] then 'defaultColor']: colour(first[0]),
      steps: [{ color: colour(step), value: step.value } for step in steps if std.get(step, 'value') != null],
    },
  };

local calculation(panel) =
  local reduce = std.get(std.get(panel, 'options', {}), 'reduceOptions', {});
  local calcs = std.get(reduce, 'calcs', ['lastNotNull']);
  std.get(calculations, if calcs == [] then 'lastNotNull' else calcs[0], 'last-number');

local legend(panel) =
  local options = std.get(std.get(panel, 'options', {}), 'legend', {});
  local values = [calculations[calc] for calc in std.get(options, 'calcs', []) if std.objectHas(calculations, calc)];
  if !std.get(options, 'showLegend', true) then {}
  else {
    legend: {
      position: if std.get(options, 'placement', 'bottom') == 'right' then 'right' else 'bottom',
      mode: if std.get(options, 'displayMode', 'list') == 'table' then 'table' else 'list',
      [if values != [] then 'values']: values,
    },
  };

local plugins = {
  timeseries(panel): local custom = std.get(defaultsOf(panel), 'custom', {}); {
    kind: 'TimeSeriesChart',
    spec: legend(panel) + {
      yAxis: { format: format(panel) } + {
        [key]: defaultsOf(panel)[key]
        for key in ['min', 'max']
        if std.isNumber(std.get(defaultsOf(panel), key))
      },
      visual: {
        lineWidth: std.get(custom, 'lineWidth', 1),
        areaOpacity: std.get(custom, 'fillOpacity', 0) / 100,
        [if std.get(custom, 'drawStyle') == 'bars' then 'display']: 'bar',
        [if std.get(std.get(custom, 'stacking', {}), 'mode') == 'normal' then 'stack']: 'all',
        connectNulls: std.get(custom, 'spanNulls', false) == true,
      },
    },
  },
  stat(panel): {
    kind: 'StatChart',
    spec: { calculation: calculation(panel), format: format(panel) }
          + thresholds(panel)
          + { [if std.get(std.get(panel, 'options', {}), 'graphMode') == 'area' then 'sparkline']: {} },
  },
  gauge(panel): {
    kind: 'GaugeChart',
    spec: { calculation: calculation(panel), format: format(panel) }
          + thresholds(panel)
          + { [if std.isNumber(std.get(defaultsOf(panel), 'max')) then 'max']: defaultsOf(panel).max },
  },
  bargauge(panel): {
    kind: 'BarChart',
    spec: { calculation: calculation(panel), format: format(panel) },
  },
  table(panel):
    local overrides = std.get(std.get(panel, 'fieldConfig', {}), 'overrides', []);
    local property(override, id) =
      local found = [p.value for p in override.properties if p.id == id];
      if found == [] then null else found[0];
    {
      kind: 'Table',
      spec: {
        columnSettings: [
          {
            name: override.matcher.options,
            [if property(override, 'displayName') != null then 'header']: property(override, 'displayName'),
            [if property(override, 'custom.hidden') == true then 'hide']: true,
            [if std.objectHas(units, std.toString(property(override, 'unit'))) then 'format']: units[property(override, 'unit')],
          }
          for override in overrides
          if override.matcher.id == 'byName'
        ],
        transforms: [{ kind: 'MergeSeries', spec: {} }],
      },
    },
  text(panel): {
    kind: 'Markdown',
    spec: { text: std.get(std.get(panel, 'options', {}), 'content', '') },
  },
};

// The window of Grafana's rate functions goes by the same name.
local query(target) = {
  kind: 'TimeSeriesQuery',
  spec: {
    plugin: {
      kind: 'PrometheusTimeSeriesQuery',
      spec: {
        query: target.expr,
        [if std.get(target, 'legendFormat', '') != '' && target.legendFormat != '__auto' then 'seriesNameFormat']: target.legendFormat,
      },
    },
  },
};

// Types of data source that a panel asks beside Prometheus.
local others(panel) = std.set([
  type
  for target in std.get(panel, 'targets', [])
  for type in [std.get(std.get(target, 'datasource', {}), 'type', 'prometheus')]
  if std.isObject(std.get(target, 'datasource', {})) && !std.member(['', 'prometheus', '__expr__'], type) && !std.startsWith(type, '$')
]);

// What there is no counterpart of: `{ what, why }`, or null.
local lacking(panel) =
  local what = 'the panel `%s`' % std.get(panel, 'title', '');
  if !std.objectHas(plugins, panel.type) then { what: what, why: 'Perses has none of type `%s`' % panel.type }
  else if others(panel) != [] then { what: what, why: 'its query is for `%s`: look there, or in Grafana' % others(panel)[0] }
  else null;

{
  '#panel':: 'A panel; where it has no counterpart, its title and a line that says so.',
  panel(panel)::
    local targets = [target for target in std.get(panel, 'targets', []) if std.objectHas(target, 'expr')];
    {
      kind: 'Panel',
      spec: {
        display: {
          name: std.get(panel, 'title', ''),
          [if std.get(panel, 'description', '') != '' then 'description']: panel.description,
        },
      } + (
        if lacking(panel) == null then {
          plugin: plugins[panel.type](panel),
          [if targets != [] then 'queries']: std.map(query, targets),
        }
        else if std.objectHas(plugins, panel.type) then { plugin: { kind: 'Markdown', spec: { text: 'Perses does not ask `%s` here.' % others(panel)[0] } } }
        else { plugin: { kind: 'Markdown', spec: { text: 'Perses has no panel of type `%s`.' % panel.type } } }
      ),
    },

  '#unsaid':: 'What of a panel has no counterpart.',
  unsaid(panel):: (
    local lost = lacking(panel);
    if lost == null then [] else [lost]
  ) + (
    if std.objectHas(panel, 'repeat') && panel.repeat != null then [{
      what: 'the panel `%s` for each `%s`' % [std.get(panel, 'title', ''), panel.repeat],
      why: 'Perses repeats no panel: it shows all values in one',
    }] else []
  ),
}
