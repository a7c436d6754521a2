// README.md of a tree that brings the stack as objects of the operator: in
// which order it is applied, and what must be there.
local crds = 'https://github.com/prometheus-operator/prometheus-operator/releases/download/v%s/stripped-down-crds.yaml';

local table(head, rows) = std.join('\n', [
  '| %s |' % std.join(' | ', row)
  for row in [head, std.makeArray(std.length(head), function(i) '---')] + rows
]);

// `secrets` are `[{ namespace, name, key }]`; `hasDefinitions` says whether
// the tree itself holds the operator's CustomResourceDefinitions.
function(model, secrets, hasDefinitions)
  local operator = std.get(model.install, 'prometheus-operator', null);
  local definitions =
    if hasDefinitions then [
      'The definitions of its kinds, which are too big for `kubectl apply` without `--server-side`:',
      '    kubectl apply --server-side -f operator-crds/',
    ]
    else if operator == null then [
      'The definitions of its kinds come with the operator that is there already.',
    ]
    else [
      "The definitions of its kinds are the operator's own text. They are not in this tree unless the addon `operator-crds` is chosen and the operator's package is vendored, and they are too big for `kubectl apply` without `--server-side`:",
      '    kubectl apply --server-side -f ' + crds % operator.version,
    ];
  local sections = [
    '# ' + model.name,
    'Made by mixgen for target `crd`, mode `install`: the Prometheus operator and what it runs, in namespace `%s`.' % model.common.namespace,
    '## Apply',
  ] + definitions + [
    'Then the tree, in the order that its kustomization says. Server-side, so that what others set stays theirs:',
    '    kubectl apply --server-side --field-manager=mixgen --kustomize .',
  ] + (
    if secrets == [] then []
    else [
      '## Secrets',
      'These must exist; none belongs into Git.',
      table(['namespace', 'Secret', 'key'], [
        ['`%s`' % secret.namespace, '`%s`' % secret.name, '`%s`' % secret.key]
        for secret in std.sort(secrets, function(secret) [secret.namespace, secret.name, secret.key])
      ]),
    ]
  ) + [
    '## Look',
  ] + [
    '    kubectl -n %s port-forward svc/%s%s %d' % [model.common.namespace, model.common.prefix, part, ports[part]]
    for ports in [{ grafana: 3000, prometheus: 9090, alertmanager: 9093 }]
    for part in ['grafana', 'prometheus', 'alertmanager']
    if std.objectHas(model.install, part)
  ];
  std.join('\n\n', sections) + '\n'
