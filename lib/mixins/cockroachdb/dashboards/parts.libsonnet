// What the dashboards of this mixin share: variables, and queries with the variables in them.
local d = import '../../../dashboards.libsonnet';

function(config) {
  local parts = self,
  local selector = config.cockroachdbSelector,
  local identity = ['%s=~"$%s"' % [label, label] for label in config.identityLabels],

  // One variable for each label that tells CockroachDB clusters apart, then the nodes.
  variables: [
    d.variables.label(
      label,
      if label == 'job' then 'Job' else std.asciiUpper(label[0]) + label[1:],
      'sys_uptime{%s}' % d.match(config, [selector]),
      // Targets outside Kubernetes have no namespace: then "all" must match its absence.
      { allValue: if label == 'job' then '.+' else '.*' },
    )
    for label in config.identityLabels
  ] + [d.variables.instance('sys_uptime{%s}' % d.match(config, [selector] + identity))],

  links: [d.links.tagged('CockroachDB', ['cockroachdb'])],

  // Series of the chosen nodes.
  of(metric):: '%s{%s}' % [metric, d.match(config, [selector] + identity + ['instance=~"$instance"'])],
  // Recorded series of the chosen clusters: they have no nodes.
  recorded(metric, matchers=[]):: '%s{%s}' % [metric, d.match(config, identity + matchers)],

  rate(metric):: 'rate(%s[$__rate_interval])' % parts.of(metric),
  sum(metric):: 'sum(%s)' % parts.of(metric),
  sumRate(metric):: 'sum(%s)' % parts.rate(metric),
  byNode(expr):: 'sum by (instance) (%s)' % expr,
  // A quantile of a histogram that counts nanoseconds, in nanoseconds.
  quantile(quantile, metric, by='')::
    'histogram_quantile(%s, sum by (%s) (%s))' % [
      quantile,
      std.join(', ', [l for l in [by, 'le'] if l != '']),
      parts.rate(metric + '_bucket'),
    ],
  // The usual three quantiles of one histogram.
  quantiles(metric):: [
    d.query(parts.quantile(quantile, metric), 'p' + std.split(quantile, '.')[1])
    for quantile in ['0.99', '0.90', '0.50']
  ],
}
