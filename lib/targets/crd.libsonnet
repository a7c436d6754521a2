// Target `crd`: objects of the Prometheus operator, and a kustomization that
// applies them in a safe order.
local objects = import '../objects.libsonnet';

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
local last = ['GrafanaDashboard', 'PodMonitor', 'ServiceMonitor', 'ScrapeConfig', 'Probe', 'AlertmanagerConfig', 'PrometheusRule'];

local rank(kind) =
  local first = std.find(kind, order);
  local final = std.find(kind, last);
  if first != [] then first[0] else if final != [] then 200 + final[0] else 100;

local kustomization(documents) = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  resources: std.sort(
    [path for path in std.objectFields(documents) if std.endsWith(path, '.yaml')],
    function(path) [rank(documents[path].kind), path]
  ),
  sortOptions: { order: 'fifo' },
};

function(model)
  local documents = objects(model, 'monitoring.coreos.com');
  documents { 'kustomization.yaml': kustomization(documents) }
