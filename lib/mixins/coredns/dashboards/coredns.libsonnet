local d = import '../../../dashboards.libsonnet';

function(c)
  local own = [c.corednsSelector, 'namespace=~"$namespace"', 'job=~"$job"'];
  local names = { s: d.match(c, own + ['instance=~"$instance"']), all: d.match(c, own) };
  local info(matchers) = 'coredns_build_info{%s}' % d.match(c, matchers);
  local q(expr, legend='', options={}) = d.query(expr % names, legend, options);
  local rate(by, metric, legend, matcher='') =
    q('sum by (%s) (rate(%s{%%(s)s%s}[$__rate_interval]))' % [by, metric, matcher], legend);
  local quantile(share, metric, by, legend) =
    q('histogram_quantile(%g, sum by (%sle) (rate(%s_bucket{%%(s)s}[$__rate_interval])))' % [share, by, metric], legend);

  d.dashboard(c, {
    title: 'CoreDNS',
    uid: 'mixgen-coredns',
    description: 'Queries, errors, latency, cache and forwarding of cluster DNS.',
    selector: c.corednsSelector,
    variables: [
      d.variables.label('namespace', 'Namespace', info(own[:1]), { allValue: '.*' }),
      d.variables.job(info(own[:2])),
      d.variables.instance(info(own)),
    ],
    links: [d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('Is it healthy?', [
        d.stat('Instances up', 'Instances that Prometheus can scrape.', q('count(up{%(s)s} == 1) or vector(0)'), { decimals: 0, thresholds: d.thresholds.all }),
        d.stat('Instances down', 'Instances that Prometheus cannot scrape.', q('count(up{%(s)s} == 0) or vector(0)'), { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' }),
        d.stat('Queries', 'Queries a second, all instances together.', q('sum(rate(coredns_dns_requests_total{%(s)s}[$__rate_interval]))'), { unit: 'reqps', graph: true, thresholds: d.thresholds.none }),
        d.stat(
          'Errors',
          'Share of answers that are SERVFAIL, over five minutes.',
          q('100 * (sum(job_rcode:coredns_dns_responses:rate5m{%(all)s, rcode="SERVFAIL"}) or vector(0)) / sum(job_rcode:coredns_dns_responses:rate5m{%(all)s})'),
          { unit: 'percent', decimals: 2, thresholds: d.thresholds.usage(c.corednsErrorsWarningPercent, c.corednsErrorsCriticalPercent) },
        ),
        d.stat(
          'Latency p99',
          '99th percentile of the time to an answer, over five minutes.',
          q('max(job:coredns_dns_request_duration_seconds:p99_rate5m{%(all)s} >= 0)'),
          { unit: 's', decimals: 3, thresholds: d.thresholds.usage(c.corednsLatencyWarningSeconds, c.corednsLatencyCriticalSeconds) },
        ),
        d.stat(
          'Cache hits',
          'Share of queries answered from the cache.',
          q('100 * sum(rate(coredns_cache_hits_total{%(s)s}[$__rate_interval])) / sum(rate(coredns_cache_requests_total{%(s)s}[$__rate_interval]))'),
          { unit: 'percent', decimals: 1, thresholds: d.thresholds.none },
        ),
        d.stat('Panics', 'Panics within the last hour; each was a query without an answer.', q('sum(increase(coredns_panics_total{%(s)s}[1h]))'), { decimals: 0, thresholds: d.thresholds.zero }),
        d.stat('Refused configurations', 'Configurations that were refused within the last day.', q('sum(increase(coredns_reload_failed_total{%(s)s}[1d]))'), { decimals: 0, thresholds: d.thresholds.zero }),
      ], { across: 8 }),
      d.row('Queries', [
        d.timeseries('By instance', 'Queries a second that each instance gets.', rate('instance', 'coredns_dns_requests_total', '{{instance}}'), { unit: 'reqps', min: 0 }),
        d.timeseries('By type', 'Queries a second by type of record. Two answers of A and AAAA for one name are usual.', rate('type', 'coredns_dns_requests_total', '{{type}}'), { unit: 'reqps', stack: true, min: 0 }),
        d.timeseries('By answer', 'Answers a second by code. NXDOMAIN is usual: resolvers in pods try the search list first.', rate('rcode', 'coredns_dns_responses_total', '{{rcode}}'), {
          unit: 'reqps',
          stack: true,
          min: 0,
          overrides: [d.override.byName('SERVFAIL', { color: 'red' })],
        }),
        d.timeseries('By protocol', 'Queries a second by protocol. Much TCP means answers that are too long for UDP.', rate('proto', 'coredns_dns_requests_total', '{{proto}}'), { unit: 'reqps', stack: true, min: 0 }),
      ]),
      d.row('Latency', [
        d.timeseries('Percentiles', 'Time to an answer, what is forwarded included.', [
          quantile(0.5, 'coredns_dns_request_duration_seconds', '', 'p50'),
          quantile(0.95, 'coredns_dns_request_duration_seconds', '', 'p95'),
          quantile(0.99, 'coredns_dns_request_duration_seconds', '', 'p99'),
        ], { unit: 's', min: 0 }),
        d.timeseries('p99 by instance', 'Whether one instance is slower than the others.', quantile(0.99, 'coredns_dns_request_duration_seconds', 'instance, ', '{{instance}}'), { unit: 's', min: 0 }),
      ]),
      d.row('Cache', [
        d.timeseries('Hits and misses', 'Queries a second that the cache could answer, by whether the answer is that there is none (denial), and those that it could not.', [
          rate('type', 'coredns_cache_hits_total', 'hit: {{type}}'),
          q('sum(rate(coredns_cache_requests_total{%(s)s}[$__rate_interval])) - sum(rate(coredns_cache_hits_total{%(s)s}[$__rate_interval]))', 'miss'),
        ], { unit: 'reqps', stack: true, min: 0 }),
        d.timeseries('Entries', 'Answers in the cache.', q('sum by (type) (coredns_cache_entries{%(s)s})', '{{type}}'), { min: 0, decimals: 0 }),
      ]),
      d.row('Forwarding', [
        d.timeseries('Forwarded queries', 'Queries a second to each server outside.', rate('to', 'coredns_proxy_request_duration_seconds_count', '{{to}}'), { unit: 'reqps', min: 0, width: 8 }),
        d.timeseries('Latency p99', 'Time to an answer of each server outside.', quantile(0.99, 'coredns_proxy_request_duration_seconds', 'to, ', '{{to}}'), { unit: 's', min: 0, width: 8 }),
        d.timeseries('Errors', 'SERVFAIL a second from each server outside.', rate('to', 'coredns_proxy_request_duration_seconds_count', '{{to}}', ', rcode="SERVFAIL"'), { unit: 'reqps', min: 0, width: 8 }),
        d.timeseries('Failed health checks', 'Health checks a second that each server outside fails, and queries for which none was healthy.', [
          rate('to', 'coredns_proxy_healthcheck_failures_total', '{{to}}'),
          q('sum(rate(coredns_forward_healthcheck_broken_total{%(s)s}[$__rate_interval]))', 'none healthy'),
        ], { unit: 'ops', min: 0, width: 12, overrides: [d.override.byName('none healthy', { color: 'red' })] }),
        d.timeseries('Refused queries', 'Queries a second that were not forwarded because too many were open.', q('sum by (instance) (rate(coredns_forward_max_concurrent_rejects_total{%(s)s}[$__rate_interval]))', '{{instance}}'), { unit: 'reqps', min: 0, width: 12 }),
      ]),
      d.row('Process', [
        d.timeseries('CPU', 'Cores that each instance uses.', rate('instance', 'process_cpu_seconds_total', '{{instance}}'), { min: 0 }),
        d.timeseries('Memory', 'Resident memory of each instance.', q('max by (instance) (process_resident_memory_bytes{%(s)s})', '{{instance}}'), { unit: 'bytes', min: 0 }),
      ], { collapsed: true }),
    ],
  })
