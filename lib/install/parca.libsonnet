// Parca as one process.
local config = import '../parca/config.libsonnet';
local backend = import './backend.libsonnet';

function(kit, values)
  local made = config(values, '/var/parca');
  backend(kit, values, {
    user: 65534,
    image: kit.image(values),
    args: ['/parca', '--config-path=/etc/parca/parca.yml', '--debuginfo-cache-dir=/var/parca/cache'] + made.flags,
    file: { 'parca.yml': std.manifestYamlDoc(made.file, quote_keys=false) + '\n' },
    folder: '/etc/parca',
    data: '/var/parca',
    ports: { http: 7070 },
    ready: { path: '/ready', port: 'http' },
    // Profiles come by the port that answers questions, too.
    open: { '7070': kit.peers(['grafana', 'prometheus']) + values.senders + values.clients },
  })
