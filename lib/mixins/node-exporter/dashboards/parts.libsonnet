// What the dashboards of this mixin share: variables, and queries with the variables in them.
local d = import '../../../dashboards.libsonnet';

function(config, one=false) {
  local parts = self,
  local selector = config.nodeExporterSelector,

  // One board shows a single node, the other all that are chosen.
  variables: [
    d.variables.job('node_uname_info{%s}' % d.match(config, [selector])),
    d.variables.instance(
      'node_uname_info{%s}' % d.match(config, [selector, 'job=~"$job"']),
      if one then { multi: false, all: false } else {},
    ),
  ],

  of(metric, matchers=''):: '%s{%s}' % [metric, d.match(config, [selector, 'job=~"$job"', 'instance=~"$instance"', matchers])],
  filesystem(metric):: parts.of(metric, config.filesystemSelector),
  rate(metric, matchers=''):: 'rate(%s[$__rate_interval])' % parts.of(metric, matchers),
  // Free or used shares of file systems, the fullest of a node.
  used: '1 - %s / %s' % [parts.filesystem('node_filesystem_avail_bytes'), parts.filesystem('node_filesystem_size_bytes')],
  toNode: d.links.toDashboard('Node', 'mixgen-node', { 'var-instance': '${__field.labels.instance}' }),
}
