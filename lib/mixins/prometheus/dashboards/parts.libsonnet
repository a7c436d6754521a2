// What the dashboards of this mixin share: variables, and queries with the variables in them.
local d = import '../../../dashboards.libsonnet';

function(config, more=[]) {
  local parts = self,
  local selector = config.prometheusSelector,

  variables: [
    d.variables.job('prometheus_build_info{%s}' % d.match(config, [selector])),
    d.variables.instance('prometheus_build_info{%s}' % d.match(config, [selector, 'job=~"$job"'])),
  ],
  of(metric, matchers=''):: '%s{%s}' % [metric, d.match(config, [selector, 'job=~"$job"', 'instance=~"$instance"'] + more + [matchers])],
  rate(metric, matchers=''):: 'rate(%s[$__rate_interval])' % parts.of(metric, matchers),
  increase(metric, matchers=''):: 'increase(%s[$__rate_interval])' % parts.of(metric, matchers),
}
