// Dashboard variables. Query variables reload when the time range changes.

local source = { type: 'prometheus', uid: '${datasource}' };

local all = { selected: true, text: 'All', value: '$__all' };

local labelValues(series, label) = 'label_values(%s, %s)' % [series, label];

local variables = {
  '#datasource':: 'The data source that every panel uses.',
  datasource(default):: {
    current: { selected: true, text: default, value: default },
    hide: 0,
    includeAll: false,
    label: 'Data source',
    multi: false,
    name: 'datasource',
    options: [],
    query: 'prometheus',
    refresh: 1,
    regex: '',
    type: 'datasource',
  },

  '#source':: 'Another data source, for panels of logs, traces or profiles; `uid` is the default.',
  source(kind, uid):: variables.datasource(uid) {
    label: { jaeger: 'Traces', logs: 'Logs', traces: 'Traces', profiles: 'Profiles' }[kind],
    name: { jaeger: 'jaeger', logs: 'loki', traces: 'tempo', profiles: 'pyroscope' }[kind] + '_datasource',
    query: { jaeger: 'jaeger', logs: 'loki', traces: 'tempo', profiles: 'grafana-pyroscope-datasource' }[kind],
  },

  '#query':: 'A variable from a Prometheus variable query. Options: multi, all, allValue, regex, hide, sort.',
  query(name, label, query, options={})::
    local multi = std.get(options, 'multi', true);
    local includeAll = std.get(options, 'all', true);
    {
      [if includeAll then 'allValue']: std.get(options, 'allValue', '.+'),
      current: if !includeAll then {}
      else if multi then { selected: true, text: ['All'], value: ['$__all'] }
      else all,
      datasource: source,
      hide: if std.get(options, 'hide', false) then 2 else 0,
      includeAll: includeAll,
      label: label,
      multi: multi,
      name: name,
      options: [],
      query: query,
      refresh: 2,
      regex: std.get(options, 'regex', ''),
      sort: std.get(options, 'sort', 1),
      type: 'query',
    },

  '#label':: 'The values of the label `name` (or options.from) of the series. Use it in queries as name=~"$name".',
  label(name, label, series, options={})::
    variables.query(name, label, labelValues(series, std.get(options, 'from', name)), options),

  job(series, options={}):: variables.label('job', 'Job', series, options),
  instance(series, options={}):: variables.label('instance', 'Instance', series, options),

  // With a hidden variable the choice is "all": that also matches series without the label.
  cluster(config, selector)::
    local multiCluster = std.get(config, 'multiCluster', false);
    variables.query(
      'cluster',
      'Cluster',
      labelValues('up' + (if selector == '' then '' else '{%s}' % selector), std.get(config, 'clusterLabel', 'cluster')),
      { multi: false, all: true, allValue: '.*', hide: !multiCluster },
    ),

  '#custom':: 'A choice of fixed values; the first is the default.',
  custom(name, label, values):: {
    current: { selected: true, text: values[0], value: values[0] },
    hide: 0,
    includeAll: false,
    label: label,
    multi: false,
    name: name,
    options: [{ selected: value == values[0], text: value, value: value } for value in values],
    query: std.join(',', values),
    type: 'custom',
  },
};

variables
