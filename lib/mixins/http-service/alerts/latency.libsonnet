// Requests that take too long: a quantile, and a budget of slow ones for those who set an objective.
local alerts = import '../../alert.libsonnet';

function(config, all)
  local alert = alerts(config);
  local timed = [s for s in std.objectValues(all.services) if s.metrics.duration != null];
  [
    {
      name: 'http-service-latency.alerts',
      rules: [
        alert('HttpHighLatency', {
          severity: 'warning',
          'for': '15m',
          labels: part.labels,
          expr: |||
            service:http_request_duration_seconds:quantile_rate5m{%(services)s, quantile="%(latency_quantile)g"} > %(latency_seconds)g
            and on (%(on)s)
            service:http_requests:rate5m{%(services)s} >= %(minimum_rate)g
          ||| % (part.values { services: part.matcher, on: all.labels() }),
          summary: 'A service answers slowly.',
          description:
            'One request of %d to {{ $labels.service }} takes {{ $value | humanizeDuration }} or longer, more than %g s.' % [
              std.round(1 / (1 - part.values.latency_quantile)),
              part.values.latency_seconds,
            ],
        })
        for part in all.alike(['latency_quantile', 'latency_seconds', 'minimum_rate'], timed)
      ],
    },
    {
      name: 'http-service-latency-budget.alerts',
      rules: [
        alert('HttpLatencyBudgetBurn', {
          severity: window.severity,
          'for': window['for'],
          labels: { long: window.long, short: window.short } + part.labels,
          expr: |||
            service:http_requests_slow:ratio_rate%(long)s{%(services)s} > %(factor)g * (1 - %(objective)g / 100)
            and
            service:http_requests_slow:ratio_rate%(short)s{%(services)s} > %(factor)g * (1 - %(objective)g / 100)
            and
            avg_over_time(service:http_requests:rate5m{%(services)s}[%(short)s]) >= %(least)g
          ||| % window {
            services: part.matcher,
            objective: part.values.latency_objective,
            least: part.values.minimum_rate,
          },
          summary: 'A service answers too many requests slowly.',
          description:
            '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} within %s took longer than %g s. Its objective allows %g %%.' % [
              window.long,
              part.values.latency_seconds,
              100 - part.values.latency_objective,
            ],
        })
        for part in all.alike(['latency_objective', 'latency_seconds', 'minimum_rate'], timed)
        for window in config.windows
        // More than all requests cannot be slow.
        if window.factor * (100 - part.values.latency_objective) < 100
      ],
    },
  ]
