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
  '#home':: 'The namespace where its own programs run, whom NetworkPolicies let in.',
  home: self.namespace,
  '#labels':: 'What its selectors want, by kind of object.',
  labels: {
    '#dashboards':: { help: 'What the sidecar looks for.', map: true },
    dashboards: { grafana_dashboard: '1' },
    '#datasources':: { help: 'What the sidecar for data sources looks for; none: Grafana is not told of them.', map: true },
    datasources: { grafana_datasource: '1' },
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
  '#prober':: { help: 'Address of its blackbox exporter, `host:port`; none: there is none.', type: 'string', optional: true },
  prober: null,
  '#alertmanager':: { help: 'Address of its Alertmanager, `host:port`, for rulers beside it; none: unknown.', type: 'string', optional: true },
  alertmanager: null,
  '#prometheus':: { help: 'Address of its Prometheus, `host:port`, for who writes series into it; none: it takes none.', type: 'string', optional: true },
  prometheus: null,
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
  '#metrics':: { help: 'uid of its Prometheus among the data sources of Grafana, for links to it; none: nothing links to it.', type: 'string', optional: true },
  metrics: null,
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
    reader: {
      name: 'prometheus-k8s',
      namespace: 'monitoring',
      sees: ['default', 'kube-system', 'monitoring'],
    },
    prober: 'blackbox-exporter.monitoring.svc:19115',
    alertmanager: 'alertmanager-main.%s.svc:9093' % self.namespace,
    prometheus: 'prometheus-k8s.%s.svc:9090' % self.namespace,
    brings+: {
      targets: ['kubernetes'],
      rules: ['dead-mans-switch', 'kubernetes'],
      modules: ['http_2xx', 'http_post_2xx', 'irc_banner', 'pop3s_banner', 'ssh_banner', 'tcp_connect'],
    },
    needs: {
      channels: 'Alertmanager `main` passes alerts of other namespaces only to channels in its own, `monitoring`, and only with `spec.alertmanagerConfigMatcherStrategy.type: OnNamespaceExceptForAlertmanagerNamespace`',
      dashboards: "Grafana finds the ConfigMaps through the dashboard sidecar of its chart; kube-prometheus' own Grafana needs a volume for each",
      writes: '`enableRemoteWriteReceiver: true` in the Prometheus `k8s`, and its NetworkPolicy must let in who writes',
      datasources: "Grafana finds them through the sidecar of its chart; kube-prometheus' own Grafana has them in the Secret grafana-datasources: copy them there",
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
    metrics: 'prometheus',
    // As the chart names its objects.
    local named = if std.length(std.findSubstr('kube-prometheus-stack', stack.release)) > 0 then stack.release else stack.release + '-kube-prometheus-stack',
    alertmanager: '%s-alertmanager.%s.svc:9093' % [std.rstripChars(named[:26], '-'), stack.namespace],
    prometheus: '%s-prometheus.%s.svc:9090' % [std.rstripChars(named[:26], '-'), stack.namespace],
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
      writes: '`prometheus.prometheusSpec.enableRemoteWriteReceiver: true` in its values',
      datasources: 'to open traces from exemplars: `grafana.sidecar.datasources.exemplarTraceIdDestinations: { datasourceUid, traceIdLabelName }` in its values',
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
    home: 'openshift-user-workload-monitoring',
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
    installs: ['alertmanager', 'blackbox-exporter', 'kube-state-metrics', 'node-exporter', 'prometheus'],
    '#monitoring_stack':: 'Name of the MonitoringStack.',
    monitoring_stack: 'mixgen',
    labels+: {
      local selected = { 'mixgen.io/stack': stack.monitoring_stack },
      dashboards: {},
      datasources: {},
      channels: selected,
      monitors: selected,
      rules: selected,
    },
    reader: {
      name: stack.monitoring_stack + '-prometheus',
      namespace: stack.namespace,
      sees: [stack.namespace],
    },
    alertmanager: '%s-alertmanager.%s.svc:9093' % [stack.monitoring_stack, stack.namespace],
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
    labels+: { dashboards: {}, datasources: {} },
    prober: 'localhost:9115',
    alertmanager: 'localhost:9093',
    brings+: { inhibitions: false },
  },
}
