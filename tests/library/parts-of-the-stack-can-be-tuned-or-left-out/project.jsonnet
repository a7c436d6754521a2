local mixgen = import 'mixgen/main.libsonnet';
local documents = mixgen.environments({
  lab: {
    mode: 'install',
    components: [
      'nats',
      // Named by the environment itself: it does not come a second time.
      (import 'mixgen/components/prometheus.libsonnet') { values+: { retention: '3d' } },
    ],
    values: {
      prometheus: { storage: '100Gi', replicas: 3, exemplars: 0, features: ['promql-delayed-name-removal'] },
      alertmanager: { replicas: 1, storage: null },
      grafana: { install: false },
      'node-exporter': { install: false },
      'blackbox-exporter': { replicas: 2, image: 'registry.example.org/blackbox-exporter' },
    },
  },
}).lab;
{
  prometheus: {
    [key]: documents['prometheus/prometheus.yaml'].spec[key]
    for key in ['replicas', 'retention', 'retentionSize', 'storage', 'enableFeatures', 'alerting']
  },
  alertmanager: [key for key in std.objectFields(documents['alertmanager/alertmanager.yaml'].spec) if std.member(['affinity', 'storage'], key)],
  budgets: [path for path in std.objectFields(documents) if std.endsWith(path, 'disruption-budget.yaml')],
  grafana: [path for path in std.objectFields(documents) if std.startsWith(path, 'grafana/')],
  profile: documents['namespace.yaml'].metadata.labels['pod-security.kubernetes.io/enforce'],
  image: documents['blackbox-exporter/deployment.yaml'].spec.template.spec.containers[0].image,
  // Where it may look for targets: no component here asks for the cluster's own.
  sees: [documents[path].metadata.namespace for path in std.objectFields(documents) if std.startsWith(path, 'prometheus/role') && documents[path].kind == 'Role'],
}
