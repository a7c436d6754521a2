// Texts of mixins that name the Kubernetes cluster, where there is only one:
// series have no such label then, and the name would be empty.
local has(text, part) = std.length(std.findSubstr(part, text)) > 0;

local variants(label) = [
  '{{%s$labels.%s%s}}' % [before, label, after]
  for before in [' ', '']
  for after in [' ', '']
];

// What goes with the name; longer ones first.
local around(name) =
  local quoted = ['"%s"' % name, "'%s'" % name, '`%s`' % name, '(%s)' % name, name];
  [
    word + one
    for one in quoted
    for word in [' in the cluster ', ' on the cluster ', ' in cluster ', ' on cluster ', ' of cluster ', ' for cluster ', ' in Cluster ', ' on Cluster ']
  ]
  + ['Cluster %s: ' % one for one in quoted]
  + ['[%s] ' % name, name + '/', name + ': '];

{
  '#names':: 'Whether a text names the cluster.',
  names(text, label)::
    std.isString(text) && std.any([has(text, variant) for variant in variants(label)]),

  '#without':: 'A text without the name of the cluster, where it can be taken out.',
  without(text, label)::
    if !self.names(text, label) then text
    else std.foldl(
      function(text, part) if has(text, part) then std.strReplace(text, part, '') else text,
      std.flattenArrays(std.map(around, variants(label))),
      text
    ),
}
