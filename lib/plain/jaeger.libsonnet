// Jaeger 2 beside Prometheus.
local config = import '../jaeger/config.libsonnet';

function(model, name, values) {
  files: { ['%s/jaeger.yml' % name]: config(values, 'data-' + name, 'localhost') },
  command: ['jaeger', '--config=%s/jaeger.yml' % name],
}
