{
  local mixin = self,
  local config = mixin._config { runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'node-exporter') },

  prometheusAlerts+:: {
    groups+: [
      (import './alerts/filesystems.libsonnet')(config),
      (import './alerts/network.libsonnet')(config),
      (import './alerts/load.libsonnet')(config),
      (import './alerts/clock.libsonnet')(config),
      (import './alerts/hardware.libsonnet')(config),
      (import './alerts/textfile.libsonnet')(config),
      (import './alerts/systemd.libsonnet')(config),
    ],
  },
}
