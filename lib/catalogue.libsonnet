// Everything that can be named by a string. Imports are lazy: only what an
// environment names is read.
{
  '#component':: 'Things that are monitored.',
  component: {
    alertmanager: import '../components/alertmanager.libsonnet',
    alloy: import '../components/alloy.libsonnet',
    blackbox: import '../components/blackbox.libsonnet',
    'blackbox-exporter': import '../components/blackbox-exporter.libsonnet',
    'cert-manager': import '../components/cert-manager.libsonnet',
    cockroachdb: import '../components/cockroachdb.libsonnet',
    coredns: import '../components/coredns.libsonnet',
    deployments: import '../components/deployments.libsonnet',
    etcd: import '../components/etcd.libsonnet',
    grafana: import '../components/grafana.libsonnet',
    'http-service': import '../components/http-service.libsonnet',
    'ingress-nginx': import '../components/ingress-nginx.libsonnet',
    jaeger: import '../components/jaeger.libsonnet',
    'k3s-supervisor': import '../components/k3s-supervisor.libsonnet',
    'kube-state-metrics': import '../components/kube-state-metrics.libsonnet',
    kubernetes: import '../components/kubernetes.libsonnet',
    loki: import '../components/loki.libsonnet',
    nats: import '../components/nats.libsonnet',
    'node-exporter': import '../components/node-exporter.libsonnet',
    'otel-collector': import '../components/otel-collector.libsonnet',
    parca: import '../components/parca.libsonnet',
    prometheus: import '../components/prometheus.libsonnet',
    'prometheus-operator': import '../components/prometheus-operator.libsonnet',
    promtail: import '../components/promtail.libsonnet',
    pyroscope: import '../components/pyroscope.libsonnet',
    tempo: import '../components/tempo.libsonnet',
    traefik: import '../components/traefik.libsonnet',
  },

  '#addon':: 'Optional patches: channels, and changes to other parts.',
  addon: {
    'dead-mans-switch': import '../addons/dead-mans-switch.libsonnet',
    discord: import '../addons/discord.libsonnet',
    email: import '../addons/email.libsonnet',
    'low-cost': import '../addons/low-cost.libsonnet',
    msteams: import '../addons/msteams.libsonnet',
    'operator-crds': import '../addons/operator-crds.libsonnet',
    opsgenie: import '../addons/opsgenie.libsonnet',
    pagerduty: import '../addons/pagerduty.libsonnet',
    pushover: import '../addons/pushover.libsonnet',
    slack: import '../addons/slack.libsonnet',
    sns: import '../addons/sns.libsonnet',
    telegram: import '../addons/telegram.libsonnet',
    'upstream-mixins': import '../addons/upstream-mixins.libsonnet',
    victorops: import '../addons/victorops.libsonnet',
    webex: import '../addons/webex.libsonnet',
    webhook: import '../addons/webhook.libsonnet',
  },

  '#platform':: 'Kinds of cluster.',
  platform: {
    aks: import '../platforms/aks.libsonnet',
    eks: import '../platforms/eks.libsonnet',
    gke: import '../platforms/gke.libsonnet',
    k3d: import '../platforms/k3d.libsonnet',
    k3s: import '../platforms/k3s.libsonnet',
    kind: import '../platforms/kind.libsonnet',
    kubeadm: import '../platforms/kubeadm.libsonnet',
    okd: import '../platforms/okd.libsonnet',
  },

  '#target':: |||
    Who reads the output. Each has functions of a model: `documents`, which
    gives `{ path: document }`; `unsaid`, what the target cannot express; and
    `secrets`, what must exist, where the documents do not tell.
  |||,
  target: {
    crd: import './targets/crd.libsonnet',
    helm: import './targets/helm.libsonnet',
    plain: import './targets/plain.libsonnet',
    rhob: import './targets/rhob.libsonnet',
  },

  '#targetHelp':: 'One line about each target.',
  targetHelp: {
    crd: 'Objects of the Prometheus operator (monitoring.coreos.com) and dashboards in ConfigMaps.',
    helm: 'Values of the chart kube-prometheus-stack, and objects for what values cannot say; in mode `join` objects alone.',
    plain: 'Files that Prometheus, Alertmanager, the blackbox exporter and Grafana read without Kubernetes.',
    rhob: 'Objects of the observability operator (monitoring.rhobs), dashboards for Perses.',
  },

  '#targetDefaults':: 'What an environment is when it names only its target.',
  targetDefaults: {
    helm: { mode: 'install', stack: 'kube-prometheus-stack' },
    plain: { mode: 'install', stack: 'files' },
    rhob: { mode: 'install', stack: 'observability-operator' },
  },

  '#stack':: 'Monitoring stacks that are there already, or that are installed.',
  stack: import './stacks.libsonnet',

  '#mode':: 'Whether the stack is there already; one line about each.',
  mode: {
    install: 'Bring the monitoring stack too.',
    join: 'Add to a monitoring stack that already runs.',
  },

  '#settings':: 'Reserved parts of `values`: what belongs to the environment as a whole.',
  settings: import './settings.libsonnet',

  '#defaults':: 'What an environment is when it does not say.',
  defaults: {
    platform: null,
    components: ['kubernetes'],
    addons: [],
    target: 'crd',
    mode: 'join',
    stack: 'kube-prometheus',
    tenant: null,
    values: {},
    documents: {},
  },
}
