// Tempo beside Prometheus.
local config = import '../tempo/config.libsonnet';

function(model, name, values) {
  files: { ['%s/tempo.yml' % name]: config(values, 'data-' + name, 'localhost', values.span_metrics.url) },
  command: ['tempo', '-config.file=%s/tempo.yml' % name, '-target=all'],
}
