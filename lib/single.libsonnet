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

// Blocks such as `{{ with $labels.cluster }} on cluster {{ . }}{{ end }}`, which
// show nothing where there is no such label, and the space before them. One
// that holds another block stays.
local withoutBlocks(text, label) =
  local openings = [
    '{{%s%s $labels.%s%s}}' % [before, word, label, after]
    for before in [' ', '', '- ']
    for word in ['with', 'if']
    for after in [' ', '', ' -']
  ];
  local one(text, opening) =
    local pieces = std.split(text, opening);
    if std.length(pieces) == 1 then text
    else std.foldl(
      function(done, piece)
        local ends = [end for end in ['{{ end }}', '{{end}}', '{{- end }}', '{{- end -}}', '{{ end -}}'] if has(piece, end)];
        local first = std.sort(ends, function(end) std.findSubstr(end, piece)[0])[:1];
        local inner = if first == [] then '' else std.split(piece, first[0])[0];
        if first == [] || std.any([has(inner, word) for word in ['if ', 'with ', 'range ', 'else']]) then done + opening + piece
        else
          local rest = piece[std.length(inner) + std.length(first[0]):];
          local tight = rest == '' || std.member(' .,;:', rest[0]);
          (if tight && std.endsWith(done, ' ') then done[:std.length(done) - 1] else done) + rest,
      pieces[1:],
      pieces[0]
    );
  std.foldl(one, openings, text);

{
  '#names':: 'Whether a text names the cluster.',
  names(text, label)::
    std.isString(text) && std.any([has(text, variant) for variant in variants(label)]),

  '#without':: 'A text without the name of the cluster, where it can be taken out.',
  without(text, label)::
    if !std.isString(text) || !has(text, '$labels.' + label) then text
    else std.foldl(
      function(text, part) if has(text, part) then std.strReplace(text, part, '') else text,
      std.flattenArrays(std.map(around, variants(label))),
      withoutBlocks(text, label)
    ),
}
