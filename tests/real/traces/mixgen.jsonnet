// What tests/real/traces/run starts and looks at. `ports.json` is written
// before.
local mixgen = import 'mixgen/main.libsonnet';
local ports = import 'ports.json';

local collector = {
  install: true,
  otlp: { grpc: ports.grpc, http: ports.http },
  ports+: { health: ports.health, metrics: ports.metrics },
  traces: { sink: '127.0.0.1:%d' % ports.sink },
  loki: 'http://127.0.0.1:%d' % ports.loki,
};
local plain(value={}) = {
  target: 'plain',
  components: ['otel-collector'],
  values: { 'otel-collector': collector + value },
};
local cluster(value={}) = {
  platform: 'k3d',
  components: ['otel-collector'],
  values: { 'otel-collector': collector + value },
};

mixgen.environments({
  all: plain(),
  share: plain({ sampling+: { percent: 10 } }),
  whole: plain({ sampling+: { tail+: { enabled: true } } }),
  cluster: cluster(),
  pods: cluster({ pod_logs+: { enabled: true, ignored: ['kube-system'] } }),
  // Every kind of data source, with what links them.
  sources: {
    target: 'plain',
    components: ['jaeger', 'kubernetes', 'loki', 'parca', 'pyroscope', 'tempo'],
    values: { tempo: { span_metrics+: { enabled: true } } },
  },
})
