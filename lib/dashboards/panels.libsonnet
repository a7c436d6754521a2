// Panels. Each is { key, height, defaultWidth, width?, json, raw } until the layout has placed it.

local overrides = import './overrides.libsonnet';

local source = { type: 'prometheus', uid: '${datasource}' };
local letters = std.stringChars('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

local query(expr, legend='', options={}) =
  {
    datasource: source,
    editorMode: 'code',
    expr: expr,
    instant: std.get(options, 'instant', false),
    legendFormat: legend,
    range: !self.instant,
  }
  + (if 'interval' in options then { interval: options.interval } else {})
  + (if std.get(options, 'exemplar', false) then { exemplar: true } else {})
  + (if 'refId' in options then { refId: options.refId } else {});

// Sources of other signals, by the variable that chooses one.
local sources = {
  logs: { type: 'loki', uid: '${loki_datasource}' },
  jaeger: { type: 'jaeger', uid: '${jaeger_datasource}' },
  traces: { type: 'tempo', uid: '${tempo_datasource}' },
  profiles: { type: 'grafana-pyroscope-datasource', uid: '${pyroscope_datasource}' },
};

local targets(queries, extra={}) =
  local list = if std.isArray(queries) then queries else [queries];
  std.mapWithIndex(function(i, q) { refId: letters[i] } + q + extra, list);

local steps(thresholds) = {
  mode: 'absolute',
  steps: [{ color: step[1], value: step[0] } for step in thresholds],
};

local present(options, names) = { [name]: options[name] for name in names if name in options };

local known = {
  common: [
    'unit',
    'decimals',
    'min',
    'max',
    'noValue',
    'width',
    'height',
    'mappings',
    'links',
    'overrides',
    'key',
    'raw',
    'thresholds',
    'repeat',
  ],
  timeseries: self.common + [
    'stack',
    'fill',
    'legend',
    'calcs',
    'placement',
    'thresholdStyle',
    'axisLabel',
    'logBase',
    'points',
    'bars',
    'connectNulls',
    'exemplars',
  ],
  stat: self.common + ['reduce', 'colour', 'graph', 'orientation', 'text'],
  gauge: self.stat,
  bargauge: self.stat,
  table: self.common + ['columns', 'sortBy', 'descending'],
  heatmap: self.common,
  logs: self.common,
  traces: self.common,
  flamegraph: self.common,
  text: ['width', 'height', 'key', 'raw', 'description'],
};

// A misspelt option would otherwise change nothing and say nothing.
local checked(type, title, options) =
  local unknown = [name for name in std.objectFields(options) if !std.member(known[type], name)];
  if unknown == [] then options
  else error 'panel `%s`: unknown option `%s`; a %s has %s' % [title, unknown[0], type, std.join(', ', known[type])];

local unplaced(title, options, size, json) = {
  key: std.get(options, 'key', title),
  height: std.get(options, 'height', size[1]),
  defaultWidth: size[0],
  json: json,
  raw: std.get(options, 'raw', {}),
} + present(options, ['width']);

local panel(type, title, description, options, size, parts) =
  local o = checked(type, title, options);
  unplaced(title, o, size, {
    datasource: source,
    description: description,
    fieldConfig: {
      defaults: {
        color: { mode: parts.color },
        mappings: std.get(o, 'mappings', []),
        thresholds: steps(std.get(o, 'thresholds', parts.thresholds)),
        unit: std.get(o, 'unit', 'short'),
      } + present(o, ['decimals', 'min', 'max', 'noValue', 'links']) + parts.defaults,
      overrides: std.get(o, 'overrides', []) + parts.overrides,
    },
    options: parts.options,
    targets: parts.targets,
    title: title,
    type: type,
  } + (if 'repeat' in o then { repeat: o.repeat, repeatDirection: 'h' } else {}));

local empty = { color: 'thresholds', thresholds: [[null, 'green']], defaults: {}, overrides: [] };

// A list of traces.
local found(title, description, options, source, query) =
  panel('traces', title, description, options, [24, 8], empty {
    options: { cellHeight: 'sm', footer: { countRows: false, fields: '', reducer: ['sum'], show: false }, showHeader: true },
    targets: targets({ datasource: source } + query),
  }) + { json+: { datasource: source, type: 'table' } };

local reduced(options) = { calcs: [std.get(options, 'reduce', 'lastNotNull')], fields: '', values: false };

{
  query:: query,

  mapping(values):: [{
    type: 'value',
    options: {
      [value]: { color: values[value][1], index: i, text: values[value][0] }
      for i in std.range(0, std.length(values) - 1)
      for value in [std.objectFields(values)[i]]
    },
  }],

  timeseries(title, description, queries, options={})::
    local legend = std.get(options, 'legend', 'list');
    panel('timeseries', title, description, options, [12, 8], empty {
      color: 'palette-classic',
      defaults: {
        custom: {
          axisLabel: std.get(options, 'axisLabel', ''),
          drawStyle: if std.get(options, 'bars', false) then 'bars' else 'line',
          fillOpacity: std.get(options, 'fill', if std.get(options, 'stack', false) then 30 else 0),
          lineWidth: 1,
          scaleDistribution: if 'logBase' in options then { log: options.logBase, type: 'log' } else { type: 'linear' },
          showPoints: if std.get(options, 'points', false) then 'always' else 'never',
          spanNulls: std.get(options, 'connectNulls', false),
          stacking: { group: 'A', mode: if std.get(options, 'stack', false) then 'normal' else 'none' },
          thresholdsStyle: { mode: std.get(options, 'thresholdStyle', 'off') },
        },
      },
      options: {
        legend: {
          calcs: std.get(options, 'calcs', if legend == 'table' then ['lastNotNull', 'max'] else []),
          displayMode: legend,
          placement: std.get(options, 'placement', 'bottom'),
          showLegend: legend != 'hidden',
        },
        tooltip: { mode: 'multi', sort: 'desc' },
      },
      targets: targets(queries, if std.get(options, 'exemplars', false) then { exemplar: true } else {}),
    }),

  stat(title, description, queries, options={})::
    panel('stat', title, description, options, [4, 4], empty {
      options: {
        colorMode: std.get(options, 'colour', 'value'),
        graphMode: if std.get(options, 'graph', false) then 'area' else 'none',
        justifyMode: 'auto',
        orientation: std.get(options, 'orientation', 'auto'),
        reduceOptions: reduced(options),
        textMode: std.get(options, 'text', 'auto'),
        wideLayout: true,
      },
      targets: targets(queries),
    }),

  gauge(title, description, queries, options={})::
    panel('gauge', title, description, options, [4, 6], empty {
      options: {
        orientation: std.get(options, 'orientation', 'auto'),
        reduceOptions: reduced(options),
        showThresholdLabels: false,
        showThresholdMarkers: true,
      },
      targets: targets(queries),
    }),

  bargauge(title, description, queries, options={})::
    panel('bargauge', title, description, options, [8, 8], empty {
      options: {
        displayMode: 'basic',
        orientation: std.get(options, 'orientation', 'horizontal'),
        reduceOptions: reduced(options),
        showUnfilled: true,
        valueMode: 'color',
      },
      targets: targets(queries),
    }),

  table(title, description, queries, options={})::
    local columns = std.get(options, 'columns', {});
    local names = std.objectFields(columns);
    local ordered = std.sort([name for name in names if 'order' in columns[name]], function(name) columns[name].order);
    local settings(column) = { [name]: column[name] for name in std.objectFields(column) if !std.member(['order'], name) };
    panel('table', title, description, options, [24, 8], empty {
      defaults: { custom: { align: 'auto', cellOptions: { type: 'auto' }, filterable: true } },
      overrides: [overrides.byName(name, settings(columns[name])) for name in names],
      options: {
        cellHeight: 'sm',
        footer: { countRows: false, fields: '', reducer: ['sum'], show: false },
        showHeader: true,
        sortBy: if 'sortBy' in options then [{ desc: std.get(options, 'descending', true), displayName: options.sortBy }] else [],
      },
      targets: targets(queries, { format: 'table', instant: true, range: false }),
    }) + {
      json+: {
        transformations: [{ id: 'merge', options: {} }, {
          id: 'organize',
          options: {
            excludeByName: { Time: true },
            indexByName: { [ordered[i]]: i for i in std.range(0, std.length(ordered) - 1) },
            renameByName: {},
          },
        }],
      },
    },

  '#heatmap':: 'How the buckets of a histogram fill over time; the query is a sum of rates by `le`.',
  heatmap(title, description, queries, options={})::
    panel('heatmap', title, description, options, [12, 8], empty {
      defaults: { custom: { hideFrom: { legend: false, tooltip: false, viz: false }, scaleDistribution: { type: 'linear' } } },
      options: {
        calculate: false,
        cellGap: 1,
        color: { exponent: 0.5, fill: 'dark-orange', mode: 'scheme', reverse: false, scale: 'exponential', scheme: 'Oranges', steps: 64 },
        exemplars: { color: 'rgba(255,0,255,0.7)' },
        filterValues: { le: 1e-9 },
        legend: { show: true },
        rowsFrame: { layout: 'auto' },
        tooltip: { mode: 'single', showColorScale: false, yHistogram: false },
        yAxis: { axisPlacement: 'left', reverse: false, unit: std.get(options, 'unit', 'short') },
      },
      targets: targets(queries, { format: 'heatmap', legendFormat: '{{le}}' }),
    }),

  '#ofSource':: "A query to another source: `'logs'`, `'traces'` or `'profiles'`.",
  ofSource(kind, query):: { datasource: sources[kind] } + query,

  '#logs':: 'Lines of log; the query is LogQL.',
  logs(title, description, expr, options={})::
    panel('logs', title, description, options, [24, 10], empty {
      options: {
        dedupStrategy: 'none',
        enableLogDetails: true,
        prettifyLogMessage: false,
        showCommonLabels: false,
        showLabels: false,
        showTime: true,
        sortOrder: 'Descending',
        wrapLogMessage: true,
      },
      targets: targets({ datasource: sources.logs, expr: expr, queryType: 'range', maxLines: 500 }),
    }) + { json+: { datasource: sources.logs } },

  '#traces':: 'Traces that TraceQL finds, each with a link to itself.',
  traces(title, description, query, options={})::
    found(title, description, options, sources.traces, { query: query, queryType: 'traceql', limit: 20, tableType: 'traces' }),

  '#jaeger':: 'Traces of a service that Jaeger finds by tags, `error=true`.',
  jaeger(title, description, service, tags, options={})::
    found(title, description, options, sources.jaeger, { queryType: 'search', service: service, tags: tags, limit: 20 }),

  '#flamegraph':: 'Where time went, from profiles that a selector finds.',
  flamegraph(title, description, selector, options={})::
    panel('flamegraph', title, description, options, [24, 10], empty {
      options: {},
      targets: targets({
        datasource: sources.profiles,
        groupBy: [],
        labelSelector: selector,
        profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
        queryType: 'profile',
      }),
    }) + { json+: { datasource: sources.profiles } },

  text(title, markdown, options={})::
    local o = checked('text', title, options);
    unplaced(title, o, [24, 3], {
      description: std.get(o, 'description', ''),
      options: { content: markdown, mode: 'markdown' },
      title: title,
      type: 'text',
    }),
}
