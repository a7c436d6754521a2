// Tempo as one process.
local config = import '../tempo/config.libsonnet';
local backend = import './backend.libsonnet';

function(kit, values)
  backend(kit, values, {
    user: 10001,
    image: kit.image(values, '%s:%s'),
    args: ['-config.file=/etc/tempo/tempo.yml', '-target=all'],
    file: { 'tempo.yml': std.manifestYamlDoc(config(values, '/var/tempo', '0.0.0.0', values.span_metrics.url), quote_keys=false) + '\n' },
    folder: '/etc/tempo',
    data: '/var/tempo',
    ports: { http: 3200, 'otlp-grpc': values.otlp.grpc, 'otlp-http': values.otlp.http },
    ready: { path: '/ready', port: 'http' },
    open: {
      '3200': kit.peers(['grafana', 'prometheus']) + values.clients,
      [std.toString(values.otlp.grpc)]: values.senders,
      [std.toString(values.otlp.http)]: values.senders,
    },
  })
