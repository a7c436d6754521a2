// The API server itself, the APIs it aggregates, and the certificates its clients come with.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local f = {
    cluster: config.clusterLabel,
    api: config.kubeApiserverSelector,
    by: q.labels(['job', 'instance']),
  };

  local expiring(seconds) = |||
    histogram_quantile(
      0.01,
      sum by (%(by)s, le) (rate(apiserver_client_certificate_expiration_seconds_bucket{%(api)s}[5m]))
    ) < %(seconds)d
    and
    sum by (%(by)s) (apiserver_client_certificate_expiration_seconds_count{%(api)s}) > 0
  ||| % f { seconds: seconds };

  {
    name: 'kubernetes-system-apiserver',
    rules: [
      alert('KubeClientCertificateExpiration', {
        severity: severity,
        'for': '5m',
        expr: expiring(seconds),
        summary: 'A client certificate expires soon.',
        description:
          'A client that uses the API server at {{ $labels.instance }} comes with a certificate that expires in less than {{ $value | humanizeDuration }}.',
      })
      for severity in ['warning', 'critical']
      for seconds in [if severity == 'warning' then config.certExpirationWarningSeconds else config.certExpirationCriticalSeconds]
    ] + [
      alert('KubeAggregatedAPIErrors', {
        severity: 'warning',
        'for': '10m',
        expr: |||
          sum by (%s) (increase(aggregator_unavailable_apiservice_total{%s}[10m])) > 0
        ||| % [q.labels(['name', 'reason']), config.kubeApiserverSelector],
        summary: 'An aggregated API has errors.',
        description:
          'The aggregated API {{ $labels.name }} was unavailable {{ $value | humanize }} times within 10 minutes ({{ $labels.reason }}).',
      }),
      alert('KubeAggregatedAPIDown', {
        severity: 'warning',
        'for': '5m',
        expr: |||
          1 - max by (%s) (avg_over_time(aggregator_unavailable_apiservice{%s}[10m])) < %d / 100
        ||| % [q.labels(['name']), config.kubeApiserverSelector, config.aggregatedApiAvailabilityPercent],
        summary: 'An aggregated API is down.',
        description:
          'The aggregated API {{ $labels.name }} was available for only {{ $value | humanizePercentage }} of the last 10 minutes.',
      }),
      alert('KubeAPIDown', {
        severity: 'critical',
        'for': '15m',
        expr: q.gone(config.kubeApiserverSelector),
        summary: 'No API server is scraped.',
        description: 'Prometheus reaches no API server: the control plane is gone, or it is not discovered any more.',
      }),
      alert('KubeAPIInstanceUnreachable', {
        severity: 'warning',
        'for': '15m',
        expr: q.unreachable(config.kubeApiserverSelector),
        summary: 'One API server is unreachable.',
        description: 'Prometheus cannot scrape the API server at {{ $labels.instance }}, but others.',
      }),
      alert('KubeAPITerminatedRequests', {
        severity: 'warning',
        'for': '5m',
        expr: |||
          sum by (%(cluster)s) (rate(apiserver_request_terminations_total{%(api)s}[10m]))
          /
          (
            sum by (%(cluster)s) (rate(apiserver_request_total{%(api)s}[10m]))
            +
            sum by (%(cluster)s) (rate(apiserver_request_terminations_total{%(api)s}[10m]))
          )
          > %(percent)d / 100
        ||| % f { percent: config.terminatedRequestsPercent },
        summary: 'The API server turns requests away.',
        description: 'The API server ends {{ $value | humanizePercentage }} of its requests itself, to protect itself.',
      }),
    ],
  }
