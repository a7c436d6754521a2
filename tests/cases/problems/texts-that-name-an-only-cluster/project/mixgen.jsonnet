local mixgen = import 'mixgen/main.libsonnet';
local alert(name, text) = {
  alert: name,
  expr: 'up == 0',
  labels: { severity: 'warning' },
  annotations: { description: text },
};
local mixin = {
  prometheusAlerts: {
    groups: [
      {
        name: 'queue',
        rules: [
          alert('QueueFull', 'Queue {{ $labels.queue }} in cluster {{ $labels.cluster }} is full.'),
          alert('QueueGone', '{{ $labels.cluster }} has lost the queue {{ $labels.queue }}.'),
        ],
      },
    ],
  },
};
local queue = { name: 'queue', help: 'A queue.', values: { '#mixin':: 'Any mixin.', mixin: mixin } };
mixgen.environments({
  k3d: { components: [queue] },
  fleet: { components: [queue], values: { common: { multi_cluster: true } } },
})
