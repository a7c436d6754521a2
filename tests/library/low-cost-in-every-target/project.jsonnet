// What is dropped, said to each target; a project's own dashboard keeps what it
// reads, and whoever reads everything keeps everything.
local mixgen = import 'mixgen/main.libsonnet';
local own(queries) = {
  name: 'own',
  values: { mixin: { grafanaDashboards:: { 'own.json': {
    uid: 'own',
    title: 'Own',
    panels: [{ title: query, targets: [{ expr: query }] } for query in queries],
    templating: { list: [{ type: 'query', name: 'x', query: 'label_values(go_memstats_alloc_bytes{job="etcd"}, instance)' }] },
  } } } },
};
local base = {
  components: ['etcd', own(['sum(grpc_server_started_total)', 'kube_pod_start_time{job="kube-state-metrics"}', 'node_arp_entries'])],
  addons: ['low-cost'],
};
local all = mixgen.environments({
  crd: base { mode: 'install' },
  helm: base { target: 'helm', components+: ['kubernetes'] },
  plain: base { target: 'plain' },
  least: base { target: 'plain', values: { 'low-cost': { drop: 'unread' } } },
  everything: base { target: 'plain', components: ['etcd', own(['count({job="etcd"})'])] },
  nothing: base { target: 'plain', values: { 'low-cost': { drop: 'nothing', samples+: { component: null } } } },
  join: base,
});
local relabelings(documents) = std.filter(
  function(scrape) scrape.job_name == 'etcd', documents['prometheus.yml'].scrape_configs
)[0];
local args(document) = document.spec.template.spec.containers[0].args;
{
  crd: {
    etcd: all.crd['etcd/pod-monitor.yaml'].spec.podMetricsEndpoints[0].metricRelabelings,
    limits: [all.crd['etcd/pod-monitor.yaml'].spec.sampleLimit, all.crd['node-exporter/service-monitor.yaml'].spec.sampleLimit],
    'arp is on': !std.member(args(all.crd['node-exporter/daemon-set.yaml']), '--no-collector.arp'),
    'softnet is off': std.member(args(all.crd['node-exporter/daemon-set.yaml']), '--no-collector.softnet'),
    'start time is made': [
      std.member(std.split(arg, ','), 'kube_pod_start_time')
      for arg in args(all.crd['kube-state-metrics/deployment.yaml'])
      if std.startsWith(arg, '--metric-denylist')
    ] == [false],
    prometheus: {
      local spec = all.crd['prometheus/prometheus.yaml'].spec,
      [key]: spec[key]
      for key in ['evaluationInterval', 'exemplars', 'replicas', 'retention', 'retentionSize', 'scrapeInterval']
    },
  },
  helm: {
    local values = all.helm['values.yaml'],
    cadvisor: values.kubelet.serviceMonitor,
    apiserver: values.kubeApiServer.serviceMonitor.metricRelabelings,
    made: [std.length(values['kube-state-metrics'].metricDenylist) > 20, std.length(values['prometheus-node-exporter'].extraArgs) > 10],
  },
  plain: relabelings(all.plain),
  least: relabelings(all.least).metric_relabel_configs,
  everything: std.objectHas(relabelings(all.everything), 'metric_relabel_configs'),
  nothing: std.setInter(std.objectFields(relabelings(all.nothing)), ['metric_relabel_configs', 'sample_limit']),
  join: [note.text for note in all.mixgen.notes.join if note.about == 'cost'],
}
