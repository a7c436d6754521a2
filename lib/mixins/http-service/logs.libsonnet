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

  // The label by which Loki knows services that nobody has named.
  local any(service) = service.name == '*',

  lokiRules+:: {
    groups+: [group for group in [
      {
        name: 'http-service-logs.alerts',
        rules: [
          alert('HttpServiceErrorLines', {
            severity: 'warning',
            'for': '10m',
            labels: { service: if any(service) then '{{ $labels.service_name }}' else service.name } + service.labels,
            expr: '60 * sum by (%s) (rate({%s} %s [5m])) > %g' % [
              if any(service) then 'namespace, service_name' else 'namespace',
              service.lines,
              config.errorLines,
              service.error_lines_per_minute,
            ],
            summary: 'A service logs many errors.',
            description: '%s logs {{ printf "%%.0f" $value }} lines a minute that look like errors.' % (
              if any(service) then '{{ $labels.service_name }}' else service.name
            ),
          })
          for service in std.objectValues(all.services)
          if service.error_lines_per_minute != null
        ],
      },
    ] if group.rules != []],
  },
}
