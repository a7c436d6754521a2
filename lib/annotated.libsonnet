// Pods that say by annotation that they want to be scraped:
// `prometheus.io/scrape: "true"`, and `port`, `path` and `scheme` where they
// differ. Nobody but these relabellings reads them, so a pod must also have the
// labels that a scrape target selects.
local text = import './text.libsonnet';

local annotation(name) = '__meta_kubernetes_pod_annotation_prometheus_io_' + name;
local keep(source, value) = { action: 'keep', source_labels: [source], regex: text.regex(value) };
local copy(source, target) = { source_labels: [source], target_label: target };
local port = '__meta_kubernetes_pod_container_port_number';

function(scrape) [
  { action: 'drop', source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded' },
] + [
  keep('__meta_kubernetes_pod_label_' + text.meta(label), scrape.selector[label])
  for label in std.objectFields(scrape.selector)
] + [
  keep(annotation('scrape'), 'true'),
  // Discovery makes a target of each port of each container. One is meant: a
  // second one, of a sidecar for instance, would count every request twice.
  copy(port, '__tmp_port'),
  { source_labels: [annotation('port')], regex: '(.+)', target_label: '__tmp_port' },
  { action: 'keepequal', source_labels: [port], target_label: '__tmp_port' },
  { source_labels: [annotation('path')], regex: '(.+)', target_label: '__metrics_path__' },
  { source_labels: [annotation('scheme')], regex: '(https?)', target_label: '__scheme__' },
  copy('__meta_kubernetes_namespace', 'namespace'),
  copy('__meta_kubernetes_pod_name', 'pod'),
  copy('__meta_kubernetes_pod_container_name', 'container'),
  copy('__meta_kubernetes_pod_node_name', 'node'),
]
