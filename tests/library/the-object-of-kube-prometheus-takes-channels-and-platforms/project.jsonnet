// A stand-in with the fields of kube-prometheus' object that the patches touch.
local component(values) = {
  _config:: values,
  deployment: {
    kind: 'Deployment',
    spec: { template: { spec: { securityContext: { runAsUser: 1 }, containers: [{ name: values.name, args: [], securityContext: { runAsGroup: 1 } }] } } },
  },
};
local main = {
  values:: {
    common: { namespace: 'monitoring' },
    alertmanager: { name: 'main', replicas: 3 },
    grafana: { name: 'grafana', dashboards: { 'scheduler.json': {}, 'kubelet.json': {} } },
    prometheus: { replicas: 2 },
    prometheusAdapter: { name: 'adapter' },
    prometheusOperator: { name: 'prometheus-operator', namespace: $.values.common.namespace },
  },
  alertmanager: {
    _config:: {
      secrets: ['there'],
      config: {
        route: { receiver: 'Default', routes: [{ receiver: 'Watchdog', matchers: ['alertname = Watchdog'] }] },
        receivers: [{ name: 'Default' }, { name: 'Watchdog' }],
      },
    } + $.values.alertmanager,
    config: self._config.config,
    alertmanager: { spec: { replicas: $.alertmanager._config.replicas, secrets: $.alertmanager._config.secrets, securityContext: { runAsUser: 1, runAsNonRoot: true } } },
  },
  blackboxExporter: component({ name: 'blackbox' }),
  grafana: component($.values.grafana),
  kubeStateMetrics: component({ name: 'ksm' }),
  kubernetesControlPlane: {
    prometheusRule: {
      spec: {
        groups: [
          { name: 'kubernetes-system-scheduler', rules: [{ alert: 'KubeSchedulerDown' }] },
          { name: 'kubernetes-storage', rules: [{ alert: 'KubePersistentVolumeFillingUp' }, { alert: 'KubePersistentVolumeErrors' }] },
        ],
      },
    },
    serviceMonitorKubeControllerManager: {},
    serviceMonitorKubeScheduler: {},
    serviceMonitorCoreDNS: {},
  },
  nodeExporter: {
    [name]: {}
    for name in [
      'clusterRole',
      'clusterRoleBinding',
      'daemonset',
      'networkPolicy',
      'prometheusRule',
      'service',
      'serviceAccount',
      'serviceMonitor',
    ]
  },
  prometheus: { prometheus: { spec: { securityContext: { fsGroup: 1 } } } },
  prometheusAdapter: component({ name: 'adapter' }),
  prometheusOperator: component($.values.prometheusOperator),
};
local channels =
  main
  + (import 'mixgen/addons/kube-prometheus/discord.libsonnet')
  + (import 'mixgen/addons/kube-prometheus/email.libsonnet')
  + (import 'mixgen/lib/kube-prometheus/channel.libsonnet')((import 'mixgen/addons/slack.libsonnet') { name: 'slack-db' })
  + {
    values+:: {
      discord+: { webhook+: { secret: 'chat' }, mute: ['nights'], title: 'T', message: 'M' },
      email+: { to: 'a@example.org', from: 'b@example.org', smarthost: 'smtp.example.org:587', subject: 'S', html: 'H', text: 'T' },
      'slack-db'+: { severities: [], teams: ['db'], mute: ['nights'], title: 'T', text: 'M' },
      routing+: { time_intervals+: { nights: [{ times: [{ start_time: '22:00', end_time: '24:00' }] }] } },
    },
  };
local shown(kp) = {
  groups: [[group.name] + [rule.alert for rule in group.rules] for group in kp.kubernetesControlPlane.prometheusRule.spec.groups],
  objects: std.objectFields(kp.kubernetesControlPlane) + std.objectFields(kp.nodeExporter),
  dashboards: std.objectFields(kp.values.grafana.dashboards),
  replicas: kp.alertmanager.alertmanager.spec.replicas,
  securityContext: kp.alertmanager.alertmanager.spec.securityContext,
  grafana: kp.grafana.deployment.spec.template.spec,
  operator: kp.prometheusOperator.deployment.spec.template.spec.containers[0].args,
};
{
  config: channels.alertmanager.config,
  secrets: channels.alertmanager.alertmanager.spec.secrets,
  k3d: shown(main + (import 'mixgen/platforms/kube-prometheus/k3d.libsonnet')),
  okd: shown(main + (import 'mixgen/platforms/kube-prometheus/okd.libsonnet')),
}
