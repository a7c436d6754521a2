// The images of everything that is brought, in one place. A value `image` or
// `version` of the component changes one of them.
{
  alertmanager: { image: 'quay.io/prometheus/alertmanager', version: '0.33.1' },
  alloy: { image: 'docker.io/grafana/alloy', version: '1.21.2' },
  'blackbox-exporter': { image: 'quay.io/prometheus/blackbox-exporter', version: '0.28.0' },
  grafana: { image: 'docker.io/grafana/grafana', version: '13.1.3' },
  'grafana-sidecar': { image: 'quay.io/kiwigrid/k8s-sidecar', version: '1.30.7' },
  jaeger: { image: 'docker.io/jaegertracing/jaeger', version: '2.20.0' },
  'kube-state-metrics': { image: 'registry.k8s.io/kube-state-metrics/kube-state-metrics', version: '2.19.1' },
  loki: { image: 'docker.io/grafana/loki', version: '3.7.8' },
  'node-exporter': { image: 'quay.io/prometheus/node-exporter', version: '1.12.1' },
  'otel-collector': { image: 'docker.io/otel/opentelemetry-collector-contrib', version: '0.160.0' },
  parca: { image: 'ghcr.io/parca-dev/parca', version: '0.28.0' },
  prometheus: { image: 'quay.io/prometheus/prometheus', version: '3.13.2' },
  'prometheus-config-reloader': { image: 'quay.io/prometheus-operator/prometheus-config-reloader', version: '0.93.1' },
  'prometheus-operator': { image: 'quay.io/prometheus-operator/prometheus-operator', version: '0.93.1' },
  pyroscope: { image: 'docker.io/grafana/pyroscope', version: '2.2.1' },
  tempo: { image: 'docker.io/grafana/tempo', version: '3.0.3' },
}
