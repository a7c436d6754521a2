// Loki and Alloy in every target and mode, with all that they can be told.
local mixgen = import 'mixgen/main.libsonnet';

local base = { components: ['alloy', 'http-service', 'loki'], values: {
  'http-service': { services: { shop: { namespace: 'shop' }, till: { namespace: 'shop', logs: 'app="till"' } } },
} };
local bring = { values+: { alloy: { install: true }, loki: { install: true } } };

mixgen.environments({
  crd: base { mode: 'install', platform: 'kubeadm' },
  everything: base {
    values+: {
      alloy: {
        install: true,
        ignored: ['kube-.*', 'quiet'],
        namespaces: ['shop', 'till'],
        otlp: { receive: true, traces: 'http://tempo.tracing.svc:4318' },
        unwanted: ['debug', 'trace'],
      },
      loki: {
        install: true,
        object_storage+: { bucket: 'logs', endpoint: 'https://s3.example.org', region: 'here', secret: 'loki-bucket' },
        remote_write: 'http://prometheus.example.org/api/v1/write',
        settings: { limits_config: { query_timeout: '2m' } },
      },
    },
  },
  files: base { target: 'plain', values+: { alloy: { docker: 'unix:///var/run/docker.sock', otlp+: { receive: true } } } },
  'files-join': base + bring { target: 'plain', mode: 'join' },
  helm: base { target: 'helm' },
  'helm-join': base + bring { target: 'helm', mode: 'join' },
  okd: base { platform: 'okd', values+: { alloy: { install: true }, loki: { url: 'https://logs.example.org', namespace: 'logs' } } },
  rhob: base { target: 'rhob' },
  sidecar: base { values+: { alloy: { install: true }, loki: { tenant: 'shop', url: 'http://loki-gateway.loki.svc' } } },
})
