// PromQL that the alerts, rules and dashboards of this mixin share.
function(config) {
  local q = self,

  '#series':: 'One metric of all nodes, with further matchers.',
  series(metric, matchers=''):: '%s{%s}' % [metric, std.join(', ', [m for m in [config.nodeExporterSelector, matchers] if m != ''])],
  '#filesystem':: 'One metric of the file systems that can fill.',
  filesystem(metric):: q.series(metric, config.filesystemSelector),
  '#once':: 'A condition once for each host. `labels` are those, beside the node, that containers of one host do not share.',
  once(expr, labels='')::
    if !config.nodesShareHost then expr
    else 'max without (%s) (\n  %s\n)' % [
      std.join(', ', [l for l in ['instance', 'node', 'pod', labels] if l != '']),
      std.strReplace(std.rstripChars(expr, '\n'), '\n', '\n  '),
    ],
  '#where':: 'How a text names a node.',
  where: if config.nodesShareHost then 'the host of the nodes' else '{{ $labels.instance }}',
}
