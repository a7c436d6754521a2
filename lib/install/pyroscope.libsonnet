// Pyroscope as one process.
local config = import '../pyroscope/config.libsonnet';
local backend = import './backend.libsonnet';

function(kit, values)
  backend(kit, values, {
    user: 10001,
    image: kit.image(values, '%s:%s'),
    args: ['-config.file=/etc/pyroscope/pyroscope.yml', '-target=all'],
    file: { 'pyroscope.yml': std.manifestYamlDoc(config(values, '/var/pyroscope'), quote_keys=false) + '\n' },
    folder: '/etc/pyroscope',
    data: '/var/pyroscope',
    ports: { http: 4040 },
    ready: { path: '/ready', port: 'http' },
    // Profiles come by the port that answers questions, too.
    open: { '4040': kit.peers(['grafana', 'prometheus']) + values.senders + values.clients },
  })
