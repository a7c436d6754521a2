// The operator's own text, from its package: nothing of it is in mixgen, so
// the package must be vendored.
local kinds = {
  alertmanagerconfigs: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/alertmanagerconfigs-crd.json',
  alertmanagers: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/alertmanagers-crd.json',
  podmonitors: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/podmonitors-crd.json',
  probes: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/probes-crd.json',
  prometheusagents: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/prometheusagents-crd.json',
  prometheuses: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/prometheuses-crd.json',
  prometheusrules: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/prometheusrules-crd.json',
  scrapeconfigs: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/scrapeconfigs-crd.json',
  servicemonitors: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/servicemonitors-crd.json',
  thanosrulers: import 'github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator/thanosrulers-crd.json',
};

{
  name: 'operator-crds',
  help: 'The CustomResourceDefinitions of the Prometheus operator, from its vendored package (`mixgen vendor add github.com/prometheus-operator/prometheus-operator/jsonnet/prometheus-operator@v0.93.1`). For mode `install`; apply them with `kubectl apply --server-side`.',
  requires: ['prometheus-operator'],
  model: { workloads: kinds },
}
