local mixgen = import 'mixgen/main.libsonnet';
local single = import 'mixgen/lib/single.libsonnet';

local texts = [
  'Pod {{ $labels.pod }} on cluster {{ $labels.cluster }} restarts.',
  'Pod {{ $labels.pod }} in cluster "{{$labels.cluster}}" restarts.',
  "Pod {{ $labels.pod }} of cluster '{{ $labels.cluster }}' restarts.",
  'Cluster {{ $labels.cluster }}: pod {{ $labels.pod }} restarts.',
  '{{ $labels.cluster }}/{{ $labels.namespace }} is full.',
  'Cluster {{ $labels.cluster_name }} is full.',
  '{{ if $labels.cluster }}there{{ end }}',
  'It fails on {{ $labels.cluster }}.',
  'Pod {{ $labels.pod }} {{ with $labels.cluster -}} on Cluster {{ . }} {{- end }} fails {{ if $labels.cluster }}({{ $labels.cluster }}) {{ end }}now.',
  '{{ with $labels.cluster }}{{ if . }}x{{ end }}{{ end }}y',
  '{{ if $labels.cluster_name }}x{{ end }}',
];
local upstream = {
  _config+:: { showMultiCluster: false },
  prometheusAlerts+: {
    groups: [{
      name: 'g',
      rules: [{
        alert: 'Full',
        expr: 'up',
        annotations: { description: 'Full' + (if $._config.showMultiCluster then ' on cluster {{ $labels.cluster }}' else '') + ' in cluster {{ $labels.cluster }}.' },
      }],
    }],
  },
};
local part = { name: 'queue', help: 'A queue.', values: { '#mixin':: 'Any mixin.', mixin: upstream } };
local environments = mixgen.environments({
  one: { components: [part, 'nats'] },
  many: { components: [part, 'nats'], values: { common: { multi_cluster: true } } },
});
local named(name) = std.length([
  rule
  for part in ['nats', 'queue']
  for group in environments[name][part + '/prometheus-rule.yaml'].spec.groups
  for rule in group.rules
  if std.objectHas(rule, 'alert') && single.names(rule.annotations.description, 'cluster')
]);
{
  texts: [single.without(text, 'cluster') for text in texts],
  left: [single.names(single.without(text, 'cluster'), 'cluster') for text in texts],
  queue: {
    [name]: environments[name]['queue/prometheus-rule.yaml'].spec.groups[0].rules[0].annotations.description
    for name in ['many', 'one']
  },
  named: { one: named('one'), many: named('many') },
}
