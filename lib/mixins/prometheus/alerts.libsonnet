{
  local mixin = self,
  local config = mixin._config { runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'prometheus') },

  prometheusAlerts+:: {
    groups+: [
      (import './alerts/server.libsonnet')(config),
      (import './alerts/scraping.libsonnet')(config),
      (import './alerts/notifications.libsonnet')(config),
      (import './alerts/remote-write.libsonnet')(config),
      (import './alerts/general.libsonnet')(config),
    ],
  },
}
