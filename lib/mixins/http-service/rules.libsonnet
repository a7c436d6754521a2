local serving = import './services.libsonnet';

{
  local mixin = self,
  local config = mixin._config,
  local all = serving(config),

  // Services of a dialect that are asked for in one query.
  local parts(dialect, keys) = all.alike(keys, [s { labels: {} } for s in dialect.services]),

  local recorded(record, dialect, expr) = {
    record: record,
    expr: std.rstripChars(expr, '\n'),
    [if std.get(dialect, 'labels', {}) != {} then 'labels']: dialect.labels,
  },

  local ofDialect(dialect) =
    local m = dialect.metrics;
    local labelled(part) = dialect { labels: std.get(dialect, 'labels', {}) + part.labels };
    // A service with a selector of its own is alone.
    local chosen(names) = if std.objectHas(dialect, 'labels') then dialect.selector else all.matcher(names);
    local matchers(list) = std.join(', ', [m for m in list if m != '']);
    local rate(metric, list) = 'rate(%s{%s}[5m])' % [metric, matchers(list)];
    local sum(expr, more=[]) = 'sum by (%s) (%s)' % [all.labels(more), expr];
    // Where the histogram of all requests knows no routes, those of probes cannot be left out.
    local routed(ignored) = if m.route_duration == null then dialect.counted(ignored) else '';
    std.flattenArrays([
      local counted = [chosen(part.names), dialect.counted(part.values.ignored_routes)];
      [
        recorded('service:http_requests:rate5m', labelled(part), sum(rate(m.requests, counted))),
        // A service that never failed has no series of failures: that is none, not unknown.
        recorded('service:http_requests_failed:rate5m', labelled(part), |||
          %s
          or
          0 * %s
        ||| % [sum(rate(m.requests, counted + ['%s=~"5.."' % m.status])), sum(rate(m.requests, counted))]),
      ]
      for part in parts(dialect, ['ignored_routes'])
    ]) + (
      if m.duration == null then []
      else std.flattenArrays([
        local counted = [chosen(part.names), routed(part.values.ignored_routes)];
        // Whole bounds are written as 1 or 1.0, depending on versions.
        local seconds = part.values.latency_seconds;
        local bound = if seconds == std.floor(seconds) then 'le=~"%g(\\\\.0)?"' % seconds else 'le="%g"' % seconds;
        [
          recorded('service:http_requests_timed:rate5m', labelled(part), sum(rate(m.duration + '_count', counted))),
          recorded('service:http_requests_slow:rate5m', labelled(part), |||
            %s
            -
            %s
          ||| % [
            sum(rate(m.duration + '_count', counted)),
            sum(rate(m.duration + '_bucket', counted + [bound])),
          ]),
        ]
        for part in parts(dialect, ['latency_seconds', 'ignored_routes'])
      ]) + [
        recorded(
          'service:http_request_duration_seconds:quantile_rate5m',
          labelled(part) { labels+: { quantile: '%g' % part.values.latency_quantile } },
          'histogram_quantile(%g, %s)' % [
            part.values.latency_quantile,
            sum(rate(m.duration + '_bucket', [chosen(part.names), routed(part.values.ignored_routes)]), ['le']),
          ]
        )
        for part in parts(dialect, ['latency_quantile', 'ignored_routes'])
      ]
    ),

  // Dashboards show some whatever is judged.
  local windows = std.set(['5m', '1h', '6h'] + [window.long for window in config.windows] + [window.short for window in config.windows]),
  // Averages of few recorded series: reading counters over days, once for each window, is what
  // makes such rules expensive.
  local ratios(names, record, bad, total) = [
    {
      record: '%s%s' % [record, window],
      expr:
        local series(metric) = '%s{%s}' % [metric, all.matcher(names)];
        if window == '5m' then '%s\n/\n(%s > 0)' % [series(bad), series(total)]
        else 'avg_over_time(%s[%s])\n/\n(avg_over_time(%s[%s]) > 0)' % [series(bad), window, series(total), window],
    }
    for window in windows
  ],
  local named(test) = [s.name for s in std.objectValues(all.services) if test(s)],
  local timed = named(function(s) s.latency_objective != null && s.metrics.duration != null),

  prometheusRules+:: {
    groups+: [
      { name: 'http-service-%s.rules' % dialect.name, rules: ofDialect(dialect) }
      for dialect in all.dialects
    ] + [
      {
        name: 'http-service-budget.rules',
        rules: ratios(
          named(function(s) true),
          'service:http_requests_failed:ratio_rate',
          'service:http_requests_failed:rate5m',
          'service:http_requests:rate5m'
        ),
      },
    ] + (
      if timed == [] then []
      else [
        {
          name: 'http-service-latency-budget.rules',
          rules: ratios(
            timed,
            'service:http_requests_slow:ratio_rate',
            'service:http_requests_slow:rate5m',
            'service:http_requests_timed:rate5m'
          ),
        },
      ]
    ),
  },
}
