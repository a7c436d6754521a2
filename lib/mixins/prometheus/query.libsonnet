// PromQL that the alerts of this mixin share.
function(config) {
  local q = self,
  '#series':: 'One metric of Prometheus, with further matchers.',
  series(metric, matchers='')::
    '%s{%s}' % [metric, std.join(', ', [m for m in [config.prometheusSelector, matchers] if m != ''])],
  '#rises':: 'Whether a counter of what must not happen rose within a time.',
  rises(metric, range):: 'increase(%s[%s]) > 0' % [q.series(metric), range],
  // A pod's name says more than its address, where there is a pod.
  who: '{{ or $labels.pod $labels.instance }}',
}
