// What collectors of OpenTelemetry and what is built on them, such as Jaeger,
// say alike: counters of what came in and went out, by signal.
local signals = {
  spans: 'spans',
  log_records: 'logs',
  metric_points: 'metrics',
};

{
  '#signals':: 'Names of signals by what the names of their counters say.',
  signals: signals,

  '#share':: |||
    A query: percent of `bad` in `bad` and `good` over ten minutes, where there are
    `least` a second of both, for each of some signals, which become a label. The names are those of
    counters between `otelcol_` and the signal; `by` are labels.
  |||,
  share(selector, total, bad, good, by, percent, least, which=std.objectFields(signals))::
    local one(signal) =
      local rate(name) = 'sum by (%s) (rate(otelcol_%s_%s%s{%s}[10m]))' % [by, name, signal, total, selector];
      // A counter comes with the first that it counts.
      local both = '(%s + (%s or %s - %s))' % [rate(bad), rate(good), rate(bad), rate(bad)];
      std.join('\n', [
        'label_replace(',
        '  100 * %s' % rate(bad),
        '    / %s > %g' % [both, percent],
        '  and %s >= %g,' % [both, least],
        '  "signal", "%s", "", ""' % signals[signal],
        ')',
      ]);
    std.join('\nor\n', std.map(one, which)),
}
