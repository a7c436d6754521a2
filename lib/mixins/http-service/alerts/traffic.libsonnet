// Requests that do not arrive: only for who says that his traffic is regular.
local alerts = import '../../alert.libsonnet';

function(config, all)
  local alert = alerts(config);
  [
    {
      name: 'http-service-traffic.alerts',
      rules: [
        alert('HttpTrafficDrop', {
          severity: 'warning',
          'for': '30m',
          labels: part.labels,
          expr: |||
            100
              * avg_over_time(service:http_requests:rate5m{%(s)s}[30m])
              / (avg_over_time(service:http_requests:rate5m{%(s)s}[30m] offset %(against)s) >= %(least)g)
              < %(percent)g
          ||| % {
            s: part.matcher,
            against: part.values.traffic_drop_against,
            least: part.values.traffic_drop_minimum_rate,
            percent: part.values.traffic_drop_percent,
          },
          summary: 'A service gets far fewer requests than usual.',
          description: '{{ $labels.service }} gets {{ printf "%%.0f" $value }} %% of the requests that it got %s ago.' % part.values.traffic_drop_against,
        })
        for part in all.alike(['traffic_drop_percent', 'traffic_drop_against', 'traffic_drop_minimum_rate'])
      ],
    },
  ]
