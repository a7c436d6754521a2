// What the collector sends where, which traces it keeps, and what Tempo
// writes into Prometheus.
local mixgen = import 'mixgen/main.libsonnet';

local of(components, values={}, more={}) = {
  target: 'plain',
  components: ['otel-collector'] + components,
  values: values,
} + more;
local collector(value) = { 'otel-collector': value };

local environments = mixgen.environments({
  nothing: of([]),
  tempo: of(['tempo']),
  everything: of(['jaeger', 'loki', 'tempo'], collector({ metrics: true })),
  elsewhere: of(['tempo'], collector({ traces: { vendor: 'otlp.example.org:4317' }, loki: 'https://logs.example.org' })),
  share: of(['tempo'], collector({ sampling+: { percent: 10 } })),
  whole: of(['tempo'], collector({ sampling+: { percent: 5, tail+: { enabled: true } } })),
  written: of(['tempo'], { tempo: { span_metrics+: { enabled: true }, retention: '12h' } }),
  'written-crd': of(['tempo'], { tempo: { span_metrics+: { enabled: true } } }, { target: 'crd', mode: 'install' }),
  'written-helm': of(['tempo'], { tempo: { span_metrics+: { enabled: true } } }, { target: 'helm' }),
  'written-nowhere': of(['tempo'], { tempo: { span_metrics+: { enabled: true } } }, { target: 'rhob' }),
  pods: of(['loki'], collector({ pod_logs+: { enabled: true, ignored: ['kube-system'] } }), { target: 'crd', mode: 'install' }),
});

local collectors = {
  [name]: environments[name]['otel-collector/otel-collector.yml']
  for name in ['elsewhere', 'everything', 'nothing', 'share', 'tempo', 'whole']
};
local tempo = environments.written['tempo/tempo.yml'];
local inCluster = std.parseYaml(environments['written-crd']['tempo/config-map.yaml'].data['tempo.yml']);
local logs = std.parseYaml(environments.pods['otel-collector/config-map-logs.yaml'].data['otel-collector.yml']);
local has(text, part) = std.length(std.findSubstr(part, text)) > 0;
{
  problems: environments.mixgen.problems,
  unsaid: [[w.environment, w.what] for w in environments.mixgen.warnings if w.code == 'unsaid'],
  pipelines: { [name]: collectors[name].service.pipelines for name in std.objectFields(collectors) },
  endpoints: {
    [name]: { [exporter]: std.get(collectors[name].exporters[exporter], 'endpoint') for exporter in std.objectFields(collectors[name].exporters) }
    for name in std.objectFields(collectors)
  },
  samplers: {
    share: collectors.share.processors.probabilistic_sampler,
    whole: collectors.whole.processors.tail_sampling,
  },
  retention: [
    tempo.backend_worker.compaction.block_retention,
    tempo.backend_scheduler.provider.compaction.compaction.block_retention,
  ],
  noLongerThere: std.objectHas(tempo, 'compactor'),
  writes: [config.metrics_generator.storage.remote_write[0].url for config in [tempo, inCluster]],
  takes: {
    crd: environments['written-crd']['prometheus/prometheus.yaml'].spec.enableRemoteWriteReceiver,
    helm: environments['written-helm']['values.yaml'].prometheus.prometheusSpec.enableRemoteWriteReceiver,
    plain: has(environments.written['README.md'], '--web.enable-remote-write-receiver'),
    withoutNeed: has(environments.tempo['README.md'], '--web.enable-remote-write-receiver'),
  },
  lets: [
    std.get(peer.podSelector.matchLabels, 'app.kubernetes.io/name')
    for rule in environments['written-crd']['prometheus/network-policy.yaml'].spec.ingress
    if rule.ports[0].port == 9090
    for peer in rule.from
  ],
  generated: std.objectHas(std.parseYaml(environments['written-nowhere']['tempo/config-map.yaml'].data['tempo.yml']), 'metrics_generator'),
  received: [
    config.job_name
    for config in environments.everything['prometheus.yml'].scrape_configs
    if std.startsWith(config.job_name, 'otel-collector')
  ],
  podLogs: {
    include: logs.receivers.file_log.include,
    exclude: logs.receivers.file_log.exclude,
    to: logs.exporters,
    volumes: [volume.name for volume in environments.pods['otel-collector/daemon-set-logs.yaml'].spec.template.spec.volumes],
    selectors: {
      gateway: environments.pods['otel-collector/deployment.yaml'].spec.selector.matchLabels,
      logs: environments.pods['otel-collector/daemon-set-logs.yaml'].spec.selector.matchLabels,
      service: environments.pods['otel-collector/service.yaml'].spec.selector,
    },
  },
}
