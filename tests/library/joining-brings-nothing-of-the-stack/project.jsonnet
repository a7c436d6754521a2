// A tree for each stack that is there already: objects of the project alone,
// with the labels that the stack's selectors want.
local mixgen = import 'mixgen/main.libsonnet';

local base = {
  mode: 'join',
  components: ['blackbox', 'etcd', 'kubernetes', 'nats'],
  addons: ['dead-mans-switch', 'discord'],
  values: { blackbox: { prober: 'prober:9115', probes: { web: { targets: ['https://example.org'] } } } },
};
local environments = mixgen.environments({
  'kube-prometheus': base,
  'kube-prometheus-stack': base { stack: 'kube-prometheus-stack' },
  'kube-prometheus-stack-by-target': base { target: 'helm' },
  'kube-prometheus-stack-named-otherwise': base {
    stack: { name: 'kube-prometheus-stack', release: 'obs', namespace: 'obs', brings+: { rules: [] } },
  },
  'openshift-user-workload': base { platform: 'okd' },
  'observability-operator': base { target: 'rhob' },
  files: base { target: 'plain' },
});

// What belongs to the stack, by kind and by what the name says.
local kinds = [
  'Alertmanager',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'DaemonSet',
  'Deployment',
  'MonitoringStack',
  'Namespace',
  'Prometheus',
  'StatefulSet',
];
local files = ['alertmanager.yml', 'blackbox.yml', 'grafana/provisioning/datasources/mixgen.yml', 'prometheus.yml', 'values.yaml'];

local about(documents) =
  local objects = [documents[path] for path in std.objectFields(documents) if std.isObject(documents[path]) && std.objectHas(documents[path], 'metadata')];
  local of(kind) = [object for object in objects if object.kind == kind];
  {
    ofTheStack: [object.kind for object in objects if std.member(kinds, object.kind)]
                + [file for file in files if std.objectHas(documents, file)],
    unprefixed: [object.metadata.name for object in objects if !std.startsWith(object.metadata.name, 'mixgen-')],
    kinds: std.set([object.kind for object in objects]),
    labels: {
      [kind]: { [key]: object.metadata.labels[key] for key in std.objectFields(object.metadata.labels) if !std.startsWith(key, 'app.kubernetes.io/') }
      for kind in ['AlertmanagerConfig', 'ConfigMap', 'PodMonitor', 'Probe', 'PrometheusRule']
      for object in of(kind)[:1]
    },
    namespaces: std.set([object.metadata.namespace for object in objects]),
    rules: std.set([object.metadata.labels['app.kubernetes.io/name'] for object in of('PrometheusRule')])
           + [path for path in std.objectFields(documents) if std.startsWith(path, 'rules/')],
  };
{
  problems: environments.mixgen.problems,
} + { [name]: about(environments[name]) for name in std.objectFields(environments) }
