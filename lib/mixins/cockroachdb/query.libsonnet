// PromQL that the alerts, rules and dashboards of this mixin share.
function(config) {
  local q = self,
  selector:: config.cockroachdbSelector,

  // Labels of one CockroachDB cluster, of one of its nodes, of one of their stores.
  cluster:: std.join(', ', [config.clusterLabel] + config.identityLabels),
  node:: q.cluster + ', instance',
  store:: q.node + ', store',

  series(metric):: '%s{%s}' % [metric, q.selector],

  // A quantile of one of the latency histograms, which count nanoseconds, in seconds.
  latency(metric, quantile, by)::
    'histogram_quantile(%s, sum by (%s, le) (rate(%s_bucket{%s}[5m]))) / 1e9' % [quantile, by, metric, q.selector],
}
