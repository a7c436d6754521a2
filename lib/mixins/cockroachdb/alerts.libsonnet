{
  local mixin = self,
  local config = mixin._config { runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'cockroachdb') },

  prometheusAlerts+:: {
    groups+: [
      (import './alerts/nodes.libsonnet')(config),
      (import './alerts/load.libsonnet')(config),
      (import './alerts/storage.libsonnet')(config),
      (import './alerts/ranges.libsonnet')(config),
      (import './alerts/sql.libsonnet')(config),
      (import './alerts/jobs.libsonnet')(config),
      (import './alerts/expiration.libsonnet')(config),
    ],
  },
}
