// A kustomization that applies objects in a safe order.

// What others need comes first, what starts to act comes last.
local order = [
  'Namespace',
  'CustomResourceDefinition',
  'ServiceAccount',
  'ClusterRole',
  'Role',
  'ClusterRoleBinding',
  'RoleBinding',
  'Secret',
  'ConfigMap',
  'Service',
];
local last = [
  'GrafanaDatasource',
  'GrafanaDashboard',
  'MonitoringStack',
  'PersesDatasource',
  'PersesDashboard',
  'PodMonitor',
  'ServiceMonitor',
  'ScrapeConfig',
  'Probe',
  'AlertmanagerConfig',
  'PrometheusRule',
  'RecordingRule',
  'AlertingRule',
];

local rank(kind) =
  local first = std.find(kind, order);
  local final = std.find(kind, last);
  if first != [] then first[0] else if final != [] then 200 + final[0] else 100;

// `documents` are objects and other files by path: those that are no
// objects have no kind.
function(documents) {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  resources: std.sort(
    [
      path
      for path in std.objectFields(documents)
      if std.endsWith(path, '.yaml') && std.objectHas(documents[path], 'kind')
    ],
    function(path) [rank(documents[path].kind), path]
  ),
  sortOptions: { order: 'fifo' },
}
