{
  local mixin = self,

  prometheusAlerts+:: {
    groups+: [
      (import './alerts/nodes.libsonnet')(mixin._config),
      (import './alerts/load.libsonnet')(mixin._config),
      (import './alerts/storage.libsonnet')(mixin._config),
      (import './alerts/ranges.libsonnet')(mixin._config),
      (import './alerts/sql.libsonnet')(mixin._config),
      (import './alerts/jobs.libsonnet')(mixin._config),
      (import './alerts/expiration.libsonnet')(mixin._config),
    ],
  },
}
