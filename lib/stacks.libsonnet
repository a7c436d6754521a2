// Stacks: what runs already or is installed, what its selectors want, what
// it brings, and what it must be given. An environment names one, or gives an
// object of this shape: laid over the stack whose `name` it has, else over
// `base`.
local base = {
  '#name':: 'The name by which an environment asks for it.',
  name: 'own',
  '#help':: 'One line.',
  help: 'A stack described by the project.',
  '#targets':: 'Targets that make sense with it.',
  targets: ['crd'],
  '#installs':: { help: 'Components that mode `install` adds to those of the environment; none: it cannot be installed.', items: 'string' },
  installs: [],
  '#installed_by':: { help: 'Targets by which it can be installed; none: by all of its targets.', items: 'string' },
  installed_by: [],
  '#namespace':: 'Where objects live that belong to no one component.',
  namespace: 'monitoring',
  '#labels':: 'What its selectors want, by kind of object.',
  labels: {
    '#dashboards':: { help: 'What the sidecar looks for.', map: true },
    dashboards: { grafana_dashboard: '1' },
    '#channels':: { help: 'AlertmanagerConfig.', map: true },
    channels: {},
    '#monitors':: { help: 'PodMonitor, ServiceMonitor, ScrapeConfig and Probe.', map: true },
    monitors: {},
    '#rules':: { help: 'PrometheusRule.', map: true },
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
  '#retention':: { help: 'How long it keeps samples unless it is told otherwise; unset: nobody knows.', type: 'string', optional: true },
  retention: null,
  '#prober':: { help: 'Address of its blackbox exporter, `host:port`; none: there is none.', type: 'string', optional: true },
  prober: null,
  '#brings':: 'Parts of which the stack already has scrape targets (`targets`) or rules (`rules`), modules of its blackbox exporter (`modules`), and whether its Alertmanager mutes warnings of what is critical already (`inhibitions`). `always` is what of that comes in mode `install`, too.',
  brings: {
    targets: [],
    rules: [],
    modules: [],
    inhibitions: true,
    always: { targets: [], rules: [] },
  },
  '#refuses':: 'Kinds of object that have no effect there.',
  refuses: [],
  '#dashboards':: { help: 'How dashboards reach Grafana.', oneOf: ['sidecar', 'mounted', 'operator'] },
  dashboards: 'sidecar',
  '#needs':: |||
    What must be set in the stack itself, by the part of the model that needs
    it: a line, or lines by component. `{namespace}` is that of the objects.
  |||,
  needs: {},
  '#needs_always':: 'What of that must be set in mode `install`, too.',
  needs_always: {},
};

{
  '#base':: 'What a stack is when it does not say.',
  base:: base,

  '#laid':: 'An object in place of a name, over the stack that it names or over `base`.',
  laid(own)::
    local name = std.get(own, 'name');
    (if std.isString(name) && std.objectHas(self, name) then self[name] else base) + own,

  'kube-prometheus': base {
    name: 'kube-prometheus',
    help: 'The manifests of kube-prometheus in namespace monitoring.',
    installs: [
      'alertmanager',
      'blackbox-exporter',
      'grafana',
      'kube-state-metrics',
      'node-exporter',
      'prometheus',
      'prometheus-operator',
    ],
    labels+: { rules: { prometheus: 'k8s', role: 'alert-rules' } },
    retention: '24h',
    reader: {
      name: 'prometheus-k8s',
      namespace: 'monitoring',
      sees: ['default', 'kube-system', 'monitoring'],
    },
    prober: 'blackbox-exporter.monitoring.svc:19115',
    brings+: {
      targets: ['kubernetes'],
      rules: ['dead-mans-switch', 'kubernetes'],
      modules: ['http_2xx', 'http_post_2xx', 'irc_banner', 'pop3s_banner', 'ssh_banner', 'tcp_connect'],
    },
    needs: {
      channels: 'Alertmanager `main` passes alerts of other namespaces only to channels in its own, `monitoring`, and only with `spec.alertmanagerConfigMatcherStrategy.type: OnNamespaceExceptForAlertmanagerNamespace`',
      dashboards: "Grafana finds the ConfigMaps through the dashboard sidecar of its chart; kube-prometheus' own Grafana needs a volume for each",
      brought: {
        'dead-mans-switch': 'its rules have the alert Watchdog, which always fires, so ours is left out',
        kubernetes: "its PrometheusRule kubernetes-monitoring-rules holds the alerts and recordings of `kubernetes`, so ours are left out; to have ours, leave that object out and write `stack: { name: 'kube-prometheus', brings+: { rules: ['dead-mans-switch'] } }`",
      },
    },
  },

  'kube-prometheus-stack': base {
    local stack = self,
    name: 'kube-prometheus-stack',
    help: 'The Helm chart kube-prometheus-stack, release kube-prometheus-stack in namespace monitoring.',
    targets: ['crd', 'helm'],
    installed_by: ['helm'],
    retention: '10d',
    installs: [
      'alertmanager',
      'blackbox-exporter',
      'grafana',
      'kube-state-metrics',
      'node-exporter',
      'prometheus',
      'prometheus-operator',
    ],
    '#release':: 'Name of the Helm release.',
    release: 'kube-prometheus-stack',
    labels+: {
      monitors: { release: stack.release },
      rules: { release: stack.release },
    },
    brings+: {
      targets: ['kubernetes'],
      rules: ['dead-mans-switch', 'etcd', 'kubernetes'],
      always: { targets: ['kubernetes'], rules: ['dead-mans-switch'] },
    },
    needs: {
      channels: 'the Alertmanager of the chart passes alerts of other namespaces only to channels in its own, and only with `alertmanager.alertmanagerSpec.alertmanagerConfigMatcherStrategy.type: OnNamespaceExceptForAlertmanagerNamespace` in its values',
      brought: {
        'dead-mans-switch': 'its default rules have the alert Watchdog, which always fires, so ours is left out',
        etcd: "its default rules hold the alerts of `etcd`, for every job with etcd in its name, so ours are left out; to have ours, set `defaultRules.rules.etcd: false` in its values and write `stack: { name: 'kube-prometheus-stack', brings+: { rules: ['dead-mans-switch', 'kubernetes'] } }`",
        kubernetes: "its default rules hold the alerts and recordings of `kubernetes`, so ours are left out; to have ours, switch its `defaultRules.rules` off and write `stack: { name: 'kube-prometheus-stack', brings+: { rules: ['dead-mans-switch'] } }`",
      },
    },
  },

  'openshift-user-workload': base {
    name: 'openshift-user-workload',
    help: 'User workload monitoring of OpenShift and OKD.',
    retention: '24h',
    scope: 'namespace',
    brings+: { targets: ['kubernetes'], rules: ['kubernetes'], inhibitions: false },
    refuses: ['ScrapeConfig'],
    needs: {
      rules: '`enableUserWorkload: true` in the ConfigMap cluster-monitoring-config of openshift-monitoring',
      channels: '`alertmanager: { enabled: true, enableAlertmanagerConfig: true }` in the ConfigMap user-workload-monitoring-config, and the Secret of each channel in every namespace that alerts',
      dashboards: "the namespace `{namespace}`, and a Grafana of one's own: with the dashboard sidecar of its chart, or grafana-operator with a Grafana labelled `dashboards: grafana` and `common+: { dashboards: 'operator' }` in `values`",
    },
  },

  'observability-operator': base {
    local stack = self,
    name: 'observability-operator',
    help: 'A MonitoringStack of the observability operator (monitoring.rhobs), in namespace monitoring.',
    targets: ['rhob'],
    retention: '120h',
    installs: ['alertmanager', 'blackbox-exporter', 'kube-state-metrics', 'node-exporter', 'prometheus'],
    '#monitoring_stack':: 'Name of the MonitoringStack.',
    monitoring_stack: 'mixgen',
    labels+: {
      local selected = { 'mixgen.io/stack': stack.monitoring_stack },
      dashboards: {},
      channels: selected,
      monitors: selected,
      rules: selected,
    },
    reader: {
      name: stack.monitoring_stack + '-prometheus',
      namespace: stack.namespace,
      sees: [stack.namespace],
    },
    brings+: { inhibitions: false },
    needs: stack.needs_always {
      dashboards: super.dashboards + ', and a PersesDatasource for the MonitoringStack in `{namespace}`',
    },
    needs_always: { dashboards: 'a UIPlugin named monitoring, of type Monitoring, with `monitoring.perses.enabled: true`' },
  },

  files: base {
    name: 'files',
    help: 'Prometheus, Alertmanager, blackbox exporter and Grafana as plain programs that read files.',
    targets: ['plain'],
    installs: ['alertmanager', 'blackbox-exporter', 'grafana', 'prometheus'],
    labels+: { dashboards: {} },
    prober: 'localhost:9115',
    brings+: { inhibitions: false },
  },
}
