local alerts = import '../alert.libsonnet';
local targets = import '../targets.libsonnet';

{
  local mixin = self,
  local c = mixin._config {
    by: std.join(', ', [mixin._config.clusterLabel, 'namespace', 'job']),
    runbookUrl: std.strReplace(super.runbookUrl, '{component}', 'coredns'),
  },
  local alert = alerts(c),
  local server = '{{ or $labels.pod $labels.instance }}',

  local errors(severity, percent) = alert('CoreDNSErrorsHigh', {
    severity: severity,
    'for': '10m',
    expr: |||
      100
        * job_rcode:coredns_dns_responses:rate5m{%(corednsSelector)s, rcode="SERVFAIL"}
        / ignoring (rcode)
      sum by (%(by)s) (job_rcode:coredns_dns_responses:rate5m{%(corednsSelector)s})
        > %(percent)g
      and ignoring (rcode)
      sum by (%(by)s) (job_rcode:coredns_dns_responses:rate5m{%(corednsSelector)s}) >= %(corednsMinRequestsPerSecond)g
    ||| % (c { percent: percent }),
    summary: 'Cluster DNS answers many queries with an error.',
    description: '{{ printf "%%.1f" $value }}%% of the answers of {{ $labels.job }} are SERVFAIL (more than %g%%).' % percent,
  }),

  local slow(severity, seconds) = alert('CoreDNSLatencyHigh', {
    severity: severity,
    'for': '10m',
    expr: |||
      job:coredns_dns_request_duration_seconds:p99_rate5m{%(corednsSelector)s} > %(seconds)g
      and
      sum by (%(by)s) (job_rcode:coredns_dns_responses:rate5m{%(corednsSelector)s}) >= %(corednsMinRequestsPerSecond)g
    ||| % (c { seconds: seconds }),
    summary: 'Cluster DNS answers slowly.',
    description: 'The 99th percentile of the answers of {{ $labels.job }} takes {{ printf "%%.2f" $value }} s (more than %g s).' % seconds,
  }),

  local answers = targets(c, {
    name: 'CoreDNS',
    selector: c.corednsSelector,
    memory: c.corednsDownMemory,
    severity: 'critical',
    'for': '5m',
    what: 'Cluster DNS',
    effect: 'Pods most likely resolve no names.',
  }) + [
    errors('warning', c.corednsErrorsWarningPercent),
    errors('critical', c.corednsErrorsCriticalPercent),
    slow('warning', c.corednsLatencyWarningSeconds),
    slow('critical', c.corednsLatencyCriticalSeconds),
    alert('CoreDNSPanics', {
      severity: 'warning',
      'for': '3m',
      expr: 'increase(coredns_panics_total{%(corednsSelector)s}[15m]) > %(corednsPanicsPer15Minutes)g' % c,
      summary: 'CoreDNS fails within itself.',
      description: 'Panics of ' + server + ' within 15 minutes: {{ printf "%.0f" $value }}. Each was a query without an answer.',
    }),
    alert('CoreDNSReloadFailed', {
      severity: 'warning',
      'for': '3m',
      expr: 'increase(coredns_reload_failed_total{%(corednsSelector)s}[%(corednsReloadFailureMemory)s]) > 0' % c,
      summary: 'CoreDNS refused a new configuration.',
      description: server + ' goes on with its old Corefile: it refused a new one within the last %(corednsReloadFailureMemory)s. After its next start it would not come up.' % c,
    }),
  ],

  local forwards = [
    alert('CoreDNSForwardErrorsHigh', {
      severity: 'warning',
      'for': '10m',
      expr: |||
        100
          * job_to_rcode:coredns_proxy_requests:rate5m{%(corednsSelector)s, rcode="SERVFAIL"}
          / ignoring (rcode)
        sum by (%(by)s, to) (job_to_rcode:coredns_proxy_requests:rate5m{%(corednsSelector)s})
          > %(corednsForwardErrorsPercent)g
        and ignoring (rcode)
        sum by (%(by)s, to) (job_to_rcode:coredns_proxy_requests:rate5m{%(corednsSelector)s}) >= %(corednsMinRequestsPerSecond)g
      ||| % c,
      summary: 'A server to which cluster DNS forwards answers with errors.',
      description: '{{ printf "%%.1f" $value }}%% of the answers of {{ $labels.to }} to {{ $labels.job }} are SERVFAIL (more than %(corednsForwardErrorsPercent)g%%).' % c,
    }),
    alert('CoreDNSForwardLatencyHigh', {
      severity: 'warning',
      'for': '10m',
      expr: |||
        job_to:coredns_proxy_request_duration_seconds:p99_rate5m{%(corednsSelector)s} > %(corednsForwardLatencySeconds)g
        and
        sum by (%(by)s, to) (job_to_rcode:coredns_proxy_requests:rate5m{%(corednsSelector)s}) >= %(corednsMinRequestsPerSecond)g
      ||| % c,
      summary: 'A server to which cluster DNS forwards answers slowly.',
      description: 'The 99th percentile of the answers of {{ $labels.to }} to {{ $labels.job }} takes {{ printf "%%.2f" $value }} s (more than %(corednsForwardLatencySeconds)g s).' % c,
    }),
    alert('CoreDNSForwardHealthcheckFailureCount', {
      severity: 'warning',
      'for': '10m',
      expr: |||
        sum by (%(by)s, to) (rate(coredns_proxy_healthcheck_failures_total{%(corednsSelector)s}[5m])) > %(corednsHealthcheckFailuresPerSecond)g
      ||| % c,
      summary: 'A server to which cluster DNS forwards fails its health checks.',
      description: '{{ $labels.to }} fails {{ printf "%.2f" $value }} health checks of {{ $labels.job }} a second. Queries go to the other servers, if there are any.',
    }),
    alert('CoreDNSForwardHealthcheckBrokenCount', {
      severity: 'warning',
      'for': '10m',
      expr: |||
        sum by (%(by)s) (rate(coredns_forward_healthcheck_broken_total{%(corednsSelector)s}[5m])) > %(corednsHealthcheckBrokenPerSecond)g
      ||| % c,
      summary: 'No server to which cluster DNS forwards is healthy.',
      description: 'All servers to which {{ $labels.job }} forwards fail their health checks: names outside of the cluster are not resolved, or by luck.',
    }),
    alert('CoreDNSForwardRejectsQueries', {
      severity: 'warning',
      'for': '10m',
      expr: |||
        sum by (%(by)s) (rate(coredns_forward_max_concurrent_rejects_total{%(corednsSelector)s}[5m])) > %(corednsForwardRejectsPerSecond)g
      ||| % c,
      summary: 'Cluster DNS refuses to forward queries because too many are open.',
      description: '{{ $labels.job }} refuses {{ printf "%.1f" $value }} queries a second: as many as `max_concurrent` allows wait for an answer.',
    }),
  ],

  prometheusAlerts+:: {
    groups+: [
      { name: 'coredns.alerts', rules: answers },
      { name: 'coredns-forward.alerts', rules: forwards },
    ],
  },
}
