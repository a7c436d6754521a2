local serving = import './services.libsonnet';

{
  local mixin = self,
  local config = mixin._config {
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'http-service'),
  },
  local all = serving(config),
  local parts = [
    (import 'alerts/errors.libsonnet')(config, all),
    (import 'alerts/latency.libsonnet')(config, all),
    (import 'alerts/targets.libsonnet')(config, all),
    (import 'alerts/saturation.libsonnet')(config, all),
    (import 'alerts/traffic.libsonnet')(config, all),
  ],

  // A service can do without a group of alerts; if all do, it is not there.
  prometheusAlerts+:: {
    groups+: [group for part in parts for group in part if group.rules != []],
  },
}
