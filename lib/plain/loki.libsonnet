// Loki beside Prometheus: its file. The rules of its ruler are the target's.
local alertmanager = import '../loki/alertmanager.libsonnet';
local config = import '../loki/config.libsonnet';

function(model, name, values) {
  files: {
    ['%s/loki.yml' % name]: config(values, { data: 'data-' + name, rules: name + '/rules' }, alertmanager(model, values)),
  },
  command: ['loki', '-config.file=%s/loki.yml' % name, '-target=all'],
}
