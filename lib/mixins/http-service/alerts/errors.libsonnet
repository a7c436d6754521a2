// Requests that fail: against the error budget, and the plain share of five minutes.
local alerts = import '../../alert.libsonnet';

function(config, all)
  local alert = alerts(config);
  [
    {
      name: 'http-service-errors.alerts',
      rules: [
        alert('HttpErrorBudgetBurn', {
          severity: window.severity,
          'for': window['for'],
          labels: { long: window.long, short: window.short } + part.labels,
          expr: |||
            service:http_requests_failed:ratio_rate%(long)s{%(services)s} > %(factor)g * (1 - %(objective)g / 100)
            and
            service:http_requests_failed:ratio_rate%(short)s{%(services)s} > %(factor)g * (1 - %(objective)g / 100)
            and
            avg_over_time(service:http_requests:rate5m{%(services)s}[%(short)s]) >= %(least)g
          ||| % window { services: part.matcher, objective: part.values.objective, least: part.values.minimum_rate },
          summary: 'A service fails too many requests.',
          description:
            '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} within %s ended in an error of the server (5xx). Its objective allows %g %%; at this pace the budget of %d days lasts {{ "%d" | humanizeDuration }}.' % [
              window.long,
              100 - part.values.objective,
              config.budgetDays,
              std.floor(config.budgetDays * 24 * 3600 / window.factor),
            ],
        })
        for part in all.alike(['objective', 'minimum_rate'])
        for window in config.windows
      ] + [
        alert('HttpHighErrorRate', {
          severity: 'warning',
          'for': '10m',
          labels: part.labels,
          expr: |||
            100
              * service:http_requests_failed:rate5m{%(services)s}
              / service:http_requests:rate5m{%(services)s}
              > %(error_percent)g
            and
            service:http_requests:rate5m{%(services)s} >= %(minimum_rate)g
          ||| % (part.values { services: part.matcher }),
          summary: 'A service fails many requests.',
          description:
            '{{ printf "%%.1f" $value }} %% of the requests to {{ $labels.service }} within five minutes ended in an error of the server (5xx), more than %g %%.' % part.values.error_percent,
        })
        for part in all.alike(['error_percent', 'minimum_rate'])
      ],
    },
  ]
