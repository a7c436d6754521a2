// Every platform, and every choice that changes what objects there are.
local mixgen = import 'mixgen/main.libsonnet';

local base = {
  mode: 'install',
  stack: 'kube-prometheus',
  components: ['alloy', 'blackbox', 'cert-manager', 'cockroachdb', 'coredns', 'etcd', 'ingress-nginx', 'k3s-supervisor', 'kubernetes', 'loki', 'nats', 'traefik'],
  addons: ['discord', 'email', 'slack'],
  values: {
    email: { to: 'oncall@example.org', from: 'alerts@example.org', smarthost: 'smtp.example.org:587' },
    blackbox: {
      probes: {
        shop: { targets: ['https://shop.example.org'] },
        gateway: { module: 'icmp', targets: ['192.0.2.1'] },
      },
    },
  },
};

local onPlatform(platform) = base { platform: platform };
local platforms = ['aks', 'eks', 'gke', 'k3d', 'k3s', 'kind', 'kubeadm', 'okd'];

mixgen.environments(
  { ['install-' + platform]: onPlatform(platform) for platform in platforms }
  + { ['join-' + platform]: onPlatform(platform) { mode: 'join' } for platform in ['k3d', 'okd'] }
  + {
    ['bring-logs-' + platform]: onPlatform(platform) {
      mode: 'join',
      values+: {
        alloy: { install: true, namespaces: ['shop'], otlp+: { receive: true } },
        loki: { install: true, object_storage+: { bucket: 'logs', secret: 'loki-bucket' } },
      },
    }
    for platform in ['k3d', 'okd']
  }
  + {
    'install-everything': onPlatform('kubeadm') {
      values+: {
        kubeadm: { exposed: true },
        common: { dashboards: 'mounted', prefix: '', namespace: 'observability' },
        prometheus: { storage: '10Gi', storage_class: 'fast', namespaces: ['*'], replicas: 3, external_url: 'https://prometheus.example.org' },
        alertmanager: { storage: '1Gi', replicas: 3, external_url: 'https://alertmanager.example.org' },
        'blackbox-exporter': { replicas: 2 },
        'prometheus-operator': { namespaces: ['observability', 'shop'] },
        'kube-state-metrics': { labels: { pods: ['team'] } },
        grafana: {
          anonymous: true,
          host: 'grafana.example.org',
          tls: 'grafana-tls',
          storage: '2Gi',
          exemplars: { datasource: 'tempo', label: 'trace_id' },
          datasources: { Tempo: { type: 'tempo', uid: 'tempo', url: 'http://tempo.tracing.svc:3200' } },
        },
      },
    },
    'install-autopilot': onPlatform('gke') { values+: { gke: { autopilot: true } } },
    'install-route': onPlatform('okd') { values+: { grafana: { host: 'grafana.apps.example.org' } } },
    'install-services': onPlatform('k3d') {
      components: ['blackbox', 'deployments', 'http-service'],
      values: {
        email: base.values.email,
        'http-service': {
          services: {
            items: { scrape: 'annotations', namespace: 'shop', url: 'https://shop.example.org/items' },
            cart: { namespace: 'shop', metrics: 'opentelemetry' },
            pay: { namespace: 'pay', metrics: 'go' },
            old: { scrape: 'static', targets: ['192.0.2.1:9100'] },
          },
        },
        deployments: { namespaces: ['pay', 'shop'], labels: { team: { shop: 'sales' } } },
      },
    },
    'install-little': onPlatform('k3s') {
      components: ['nats'],
      addons: [],
      values: {
        alertmanager: { install: false },
        grafana: { install: false },
        'kube-state-metrics': { install: false },
        'node-exporter': { install: false },
      },
    },
  }
)
