// Jaeger 2 as one process.
local config = import '../jaeger/config.libsonnet';
local backend = import './backend.libsonnet';

function(kit, values)
  backend(kit, values, {
    user: 10001,
    image: kit.image(values, '%s:%s'),
    args: ['--config=/etc/jaeger/jaeger.yml'],
    file: { 'jaeger.yml': std.manifestYamlDoc(config(values, '/var/jaeger', '0.0.0.0'), quote_keys=false) + '\n' },
    folder: '/etc/jaeger',
    data: '/var/jaeger',
    ports: {
      health: values.ports.health,
      metrics: values.ports.metrics,
      'otlp-grpc': values.otlp.grpc,
      'otlp-http': values.otlp.http,
      query: 16686,
    },
    ready: { path: '/status', port: 'health' },
    open: {
      '16686': kit.peers(['grafana']) + values.clients,
      [std.toString(values.ports.metrics)]: kit.peers(['prometheus']),
      [std.toString(values.otlp.grpc)]: values.senders,
      [std.toString(values.otlp.http)]: values.senders,
    },
  })
