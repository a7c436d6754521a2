// Stacks: what runs already, what its selectors want, what it brings, and
// what it must be given. A project can pass an object of this shape instead
// of a name.
local base = {
  '#name':: 'The name by which an environment asks for it.',
  name: 'own',
  '#help':: 'One line.',
  help: 'A stack described by the project.',
  '#targets':: 'Targets that make sense with it.',
  targets: ['crd'],
  '#namespace':: 'Where objects live that belong to no one component.',
  namespace: 'monitoring',
  '#labels':: 'What its selectors want, by kind of object.',
  labels: {
    '#dashboards':: { help: 'What the sidecar looks for.', map: true },
    dashboards: { grafana_dashboard: '1' },
    channels: {},
    monitors: {},
    rules: {},
  },
  '#scope':: {
    help: '`cluster`, or `namespace` when an object sees only series and alerts of its own namespace.',
    oneOf: ['cluster', 'namespace'],
  },
  scope: 'cluster',
  '#reader':: {
    help: 'The ServiceAccount that must be able to list pods where it scrapes: `{ name, namespace, sees }`, where `sees` are namespaces in which it already can.',
    type: 'object',
    map: true,
    optional: true,
  },
  reader: null,
  '#brings':: 'Parts of which the stack already has scrape targets (`targets`) or rules (`rules`), and whether its Alertmanager mutes warnings of what is critical already (`inhibitions`).',
  brings: { targets: [], rules: [], inhibitions: true },
  '#refuses':: 'Kinds of object that have no effect there.',
  refuses: [],
  '#dashboards':: { help: 'How dashboards reach Grafana.', oneOf: ['sidecar', 'operator'] },
  dashboards: 'sidecar',
  '#needs':: |||
    What must be set in the stack itself, by the part of the model that needs
    it: a line, or lines by component. `{namespace}` is that of the objects.
  |||,
  needs: {},
};

{
  '#base':: 'What a stack is when it does not say; an object in place of a name is laid over it.',
  base:: base,

  'kube-prometheus': base {
    name: 'kube-prometheus',
    help: 'The manifests of kube-prometheus in namespace monitoring.',
    labels+: { rules: { prometheus: 'k8s', role: 'alert-rules' } },
    reader: {
      name: 'prometheus-k8s',
      namespace: 'monitoring',
      sees: ['default', 'kube-system', 'monitoring'],
    },
    brings+: { targets: ['kubernetes'], rules: ['dead-mans-switch'] },
    needs: {
      channels: 'Alertmanager `main` passes alerts of other namespaces only to channels in its own, `monitoring`, and only with `spec.alertmanagerConfigMatcherStrategy.type: OnNamespaceExceptForAlertmanagerNamespace`',
      dashboards: "Grafana finds the ConfigMaps through the dashboard sidecar of its chart; kube-prometheus' own Grafana needs a volume for each",
      rules: {
        kubernetes: "kube-prometheus brings the PrometheusRule kubernetes-monitoring-rules, whose alerts and recordings have the same names: leave it out, or ours with `kubernetes+: { drop+: { alerts: ['*'], rules: ['*'] } }` in `values`",
      },
    },
  },

  'openshift-user-workload': base {
    name: 'openshift-user-workload',
    help: 'User workload monitoring of OpenShift and OKD.',
    scope: 'namespace',
    brings: { targets: ['kubernetes'], rules: ['kubernetes'], inhibitions: false },
    refuses: ['ScrapeConfig'],
    needs: {
      rules: '`enableUserWorkload: true` in the ConfigMap cluster-monitoring-config of openshift-monitoring',
      channels: '`alertmanager: { enabled: true, enableAlertmanagerConfig: true }` in the ConfigMap user-workload-monitoring-config, and the Secret of each channel in every namespace that alerts',
      dashboards: "the namespace `{namespace}`, and a Grafana of one's own: with the dashboard sidecar of its chart, or grafana-operator with a Grafana labelled `dashboards: grafana` and `common+: { dashboards: 'operator' }` in `values`",
    },
  },
}
