// The OpenTelemetry collector beside Prometheus.
local config = import '../otel-collector/config.libsonnet';

function(model, name, values) {
  files: { ['%s/otel-collector.yml' % name]: config.gateway(values, config.to(model, values), 'localhost') },
  command: ['otelcol-contrib', '--config=%s/otel-collector.yml' % name],
}
