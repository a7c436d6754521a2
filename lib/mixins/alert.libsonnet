// One alert in the shape that the mixins here share.
//
//   local alert = (import '../../alert.libsonnet')(config);
//   alert('KubeNodeNotReady', {
//     severity: 'warning',
//     'for': '15m',                       // absent: fires at once
//     expr: '…',
//     summary: 'One line without values.',
//     description: 'Says which object, and how bad it is, with {{ $labels.… }} and {{ $value }}.',
//     labels: { … },                      // further labels, may be absent
//   })
//
// Read from `config`: clusterLabel, multiCluster (then a description opens with the cluster) and
// runbookUrl, in which `{alert}` stands for the alert's name in lower case; its `{component}` has
// become the mixin's name already.
function(config)
  local where = if config.multiCluster then 'Cluster {{ $labels.%s }}: ' % config.clusterLabel else '';
  function(name, spec) {
    alert: name,
    expr: std.rstripChars(spec.expr, '\n'),
    [if 'for' in spec then 'for']: spec['for'],
    labels: { severity: spec.severity } + std.get(spec, 'labels', {}),
    annotations: {
      summary: spec.summary,
      description: where + spec.description,
      runbook_url: std.strReplace(config.runbookUrl, '{alert}', std.asciiLower(name)),
    },
  }
