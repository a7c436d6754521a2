// What the logs of a service say. These groups are for Loki's ruler, and read LogQL.
local alerts = import '../alert.libsonnet';
local serving = import './services.libsonnet';

{
  local mixin = self,
  local config = mixin._config {
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'http-service'),
  },
  local all = serving(config),
  local alert = alerts(config),

  lokiRules+:: {
    groups+: [
      {
        name: 'http-service-logs.alerts',
        rules: [
          alert('HttpServiceErrorLines', {
            severity: 'warning',
            'for': '10m',
            labels: { service: service.name } + service.labels,
            expr: '60 * sum by (namespace) (rate({%s} %s [5m])) > %g' % [
              service.logs,
              config.errorLines,
              service.error_lines_per_minute,
            ],
            summary: 'A service logs many errors.',
            description: '%s logs {{ printf "%%.0f" $value }} lines a minute that look like errors.' % service.name,
          })
          for service in std.objectValues(all.services)
          if service.error_lines_per_minute != null && service.logs != null
        ],
      },
    ],
  },
}
