// The logs themselves: how many, of what level, whose, and what they say.
local d = import '../../../dashboards.libsonnet';

local source = d.ofSource('logs', {}).datasource;

// Names of the labels as people say them.
local titles = {
  app: 'Application',
  kubernetes_container_name: 'Container',
  kubernetes_namespace_name: 'Namespace',
  namespace: 'Namespace',
};

function(c)
  local labels = c.lokiLogLabels;
  local last = labels[std.length(labels) - 1];
  local streams(names) = '{%s}' % std.join(', ', [c.lokiLogSelector] + ['%s=~"$%s"' % [label, label] for label in names]);
  local lines = streams(labels) + ' | detected_level=~"$level" |~ `(?i)$search`';
  local q(expr, legend='') = d.ofSource('logs', { expr: expr, legendFormat: legend, queryType: 'range' });
  local onLogs = { raw: { datasource: source } };

  local choice(i) =
    local label = labels[i];
    d.variables.query(
      label,
      std.get(titles, label, label),
      'label_values(%s, %s)' % [streams(labels[:i]), label],
    ) { datasource: source };
  local level = d.variables.custom('level', 'Level', ['critical', 'fatal', 'error', 'warn', 'info', 'debug', 'trace', 'unknown']) {
    // A line whose level nobody knows has no such label.
    allValue: '.*',
    current: { selected: true, text: ['All'], value: ['$__all'] },
    includeAll: true,
    multi: true,
    options: [option { selected: false } for option in super.options],
  };
  local search = {
    current: { selected: true, text: '', value: '' },
    hide: 0,
    label: 'Search',
    name: 'search',
    options: [{ selected: true, text: '', value: '' }],
    query: '',
    type: 'textbox',
  };

  d.dashboard(c, {
    title: 'Logs / Explorer',
    uid: 'mixgen-logs',
    description: 'Lines of log by level and by who says them, and the lines themselves.',
    selector: c.lokiSelector,
    variables: [d.variables.source('logs', 'loki')] + [choice(i) for i in std.range(0, std.length(labels) - 1)] + [level, search],
    links: [d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('How much', [
        d.timeseries(
          'Lines by level',
          'Lines a second that the choice above finds, by the level that Loki recognises in them.',
          q('sum by (detected_level) (rate(%s [$__auto]))' % lines, '{{detected_level}}'),
          {
            min: 0,
            stack: true,
            bars: true,
            width: 24,
            height: 7,
            overrides: [
              d.override.byRegex('/critical|fatal/', { color: 'dark-red' }),
              d.override.byName('error', { color: 'red' }),
              d.override.byName('warn', { color: 'orange' }),
              d.override.byName('info', { color: 'green' }),
              d.override.byRegex('/debug|trace/', { color: 'blue' }),
            ],
          } + onLogs,
        ),
        d.timeseries(
          'Top talkers',
          'Lines a second of the ten that say most.',
          q('topk(10, sum by (%s) (rate(%s [$__auto])))' % [std.join(', ', labels), lines], std.join('/', ['{{%s}}' % label for label in labels])),
          { min: 0, legend: 'table', placement: 'right', width: 12 } + onLogs,
        ),
        d.timeseries(
          'Bytes',
          'Bytes of log a second of the ten that write most: what storage and ingestion limits are about.',
          q('topk(10, sum by (%s) (bytes_rate(%s [$__auto])))' % [std.join(', ', labels), streams(labels)], std.join('/', ['{{%s}}' % label for label in labels])),
          { unit: 'Bps', min: 0, legend: 'table', placement: 'right', width: 12 } + onLogs,
        ),
        d.timeseries(
          'Errors',
          'Lines a second that are errors, of the ten that say most of them.',
          q(
            'topk(10, sum by (%s) (rate(%s | detected_level=~"critical|error|fatal" [$__auto])))' % [std.join(', ', labels), streams(labels)],
            std.join('/', ['{{%s}}' % label for label in labels])
          ),
          { min: 0, legend: 'table', placement: 'right', width: 24, height: 7 } + onLogs,
        ),
      ]),
      d.row('What they say', [
        d.logs('Lines', 'The newest lines that the choice above finds. A click shows the labels of one.', lines, { height: 18, key: last }),
      ]),
    ],
  })
