// The namespace of the stack. node_exporter looks into its node, which only
// the profile `privileged` allows; all else keeps to `restricted`.
local ofTheCluster = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

function(model)
  local name = model.common.namespace;
  local profile = if std.objectHas(model.install, 'node-exporter') then 'privileged' else 'restricted';
  if std.member(ofTheCluster, name) then {}
  else {
    'namespace.yaml': {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: name,
        labels: {
          'app.kubernetes.io/managed-by': 'mixgen',
          'pod-security.kubernetes.io/enforce': profile,
          'pod-security.kubernetes.io/warn': profile,
        } + model.labels,
      },
    },
  }
