// Alerts over the logs themselves, in LogQL. They read the level that Loki finds in each line
// (`detected_level`), so it does not matter who collects.
{
  local mixin = self,
  local c = mixin._config {
    by: std.join(', ', mixin._config.lokiLogLabels),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'loki'),
  },
  local alert = (import '../alert.libsonnet')(c { multiCluster: false }),
  local program = std.join('/', ['{{ $labels.%s }}' % label for label in c.lokiLogLabels]),

  lokiRules+:: {
    groups+: [{
      name: 'logs.alerts',
      rules: [
        alert('LogErrorShareHigh', {
          severity: 'warning',
          'for': '15m',
          expr: |||
            100
              * sum by (%(by)s) (rate({%(lokiLogSelector)s} | detected_level=~"critical|error|fatal" [10m]))
              / sum by (%(by)s) (rate({%(lokiLogSelector)s} [10m]))
              > %(lokiErrorLinesPercent)g
            and
            sum by (%(by)s) (rate({%(lokiLogSelector)s} [10m])) >= %(lokiErrorMinLinesPerSecond)g
          ||| % c,
          summary: 'Most of what a program logs are errors.',
          description: '{{ printf "%%.0f" $value }}%% of the lines of %s are errors.' % program,
        }),
      ],
    }],
  },
}
