// Pyroscope beside Prometheus.
local config = import '../pyroscope/config.libsonnet';

function(model, name, values) {
  files: { ['%s/pyroscope.yml' % name]: config(values, 'data-' + name) },
  command: ['pyroscope', '-config.file=%s/pyroscope.yml' % name, '-target=all'],
}
