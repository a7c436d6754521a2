local d = import '../../../dashboards.libsonnet';

function(c)
  local own = [c.traefikSelector, 'namespace=~"$namespace"', 'job=~"$job"'];
  local names = { s: d.match(c, own + ['service=~"$service"']), all: d.match(c, own) };
  local config(matchers) = 'traefik_config_reloads_total{%s}' % d.match(c, matchers);
  local q(expr, legend='', options={}) = d.query(expr % names, legend, options);
  local rate(by, metric, legend, matchers='all') =
    q('sum by (%s) (rate(%s{%%(%s)s}[$__rate_interval]))' % [by, metric, matchers], legend);

  d.dashboard(c, {
    title: 'Traefik',
    uid: 'mixgen-traefik',
    description: 'Requests, errors, durations and certificates of Traefik.',
    selector: c.traefikSelector,
    variables: [
      d.variables.label('namespace', 'Namespace', config(own[:1]), { allValue: '.*' }),
      d.variables.job(config(own[:2])),
      d.variables.label('service', 'Service', 'traefik_service_requests_total{%s}' % d.match(c, own)),
    ],
    links: [d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('Is it healthy?', [
        d.stat('Instances up', 'Instances that Prometheus can scrape.', q('count(up{%(all)s} == 1) or vector(0)'), { decimals: 0, thresholds: d.thresholds.all }),
        d.stat('Instances down', 'Instances that Prometheus cannot scrape.', q('count(up{%(all)s} == 0) or vector(0)'), { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' }),
        d.stat('Requests', 'Requests a second on all entry points.', q('sum(rate(traefik_entrypoint_requests_total{%(all)s}[$__rate_interval]))'), { unit: 'reqps', graph: true, thresholds: d.thresholds.none }),
        d.stat(
          'Errors',
          'Share of the requests on all entry points that were answered with 5xx.',
          q('100 * (sum(rate(traefik_entrypoint_requests_total{%(all)s, code=~"5.."}[$__rate_interval])) or vector(0)) / sum(rate(traefik_entrypoint_requests_total{%(all)s}[$__rate_interval]))'),
          { unit: 'percent', decimals: 2, thresholds: d.thresholds.usage(c.traefikErrorsPercent / 2, c.traefikErrorsPercent) },
        ),
        d.stat('Open connections', 'Connections that are open now.', q('sum(traefik_open_connections{%(all)s})'), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Services without a server', 'Services all of whose servers fail their health check.', q('count(max by (service) (traefik_service_server_up{%(all)s}) == 0) or vector(0)'), {
          decimals: 0,
          thresholds: d.thresholds.zero,
          colour: 'background',
        }),
        d.stat('Next certificate', 'Time until the first certificate expires.', q('min(max by (cn, sans) (traefik_tls_certs_not_after{%(all)s})) - time()', '', { instant: true }), {
          unit: 's',
          decimals: 0,
          noValue: 'none',
          thresholds: [
            [null, 'red'],
            [c.traefikCertificateCriticalDays * 86400, 'orange'],
            [c.traefikCertificateWarningDays * 86400, 'green'],
          ],
        }),
        d.stat('Last configuration', 'Time since the configuration last changed on the instance that is furthest behind.', q('time() - min(traefik_config_last_reload_success{%(all)s})', '', { instant: true }), {
          unit: 's',
          decimals: 0,
          thresholds: d.thresholds.none,
        }),
      ], { across: 8 }),
      d.row('Entry points', [
        d.timeseries('Requests', 'Requests a second on each entry point.', rate('entrypoint', 'traefik_entrypoint_requests_total', '{{entrypoint}}'), { unit: 'reqps', min: 0 }),
        d.timeseries('Answers', 'Answers a second by status, all entry points together.', rate('code', 'traefik_entrypoint_requests_total', '{{code}}'), {
          unit: 'reqps',
          stack: true,
          min: 0,
          overrides: [d.override.byRegex('/^5/', { color: 'red' })],
        }),
        d.timeseries('Bytes', 'Bytes a second on each entry point; answers are above the axis.', [
          rate('entrypoint', 'traefik_entrypoint_responses_bytes_total', '{{entrypoint}} out'),
          rate('entrypoint', 'traefik_entrypoint_requests_bytes_total', '{{entrypoint}} in'),
        ], { unit: 'Bps', overrides: [d.override.byRegex('/ in$/', { negative: true })] }),
        d.timeseries('Open connections', 'Open connections on each entry point.', q('sum by (entrypoint) (traefik_open_connections{%(all)s})', '{{entrypoint}}'), { min: 0, decimals: 0 }),
      ]),
      d.row('Services', [
        d.table('Services', 'Requests, errors and slow answers of each service, over five minutes.', [
          q('sum by (service) (service:traefik_service_requests:rate5m{%(s)s})'),
          q('100 * sum by (service) (service:traefik_service_errors:rate5m{%(s)s}) / sum by (service) (service:traefik_service_requests:rate5m{%(s)s})'),
          q('max by (service) (service:traefik_service_requests_slow:percent_rate5m{%(s)s})'),
        ], {
          columns: {
            service: { title: 'Service', order: 0 },
            'Value #A': { title: 'Requests', unit: 'reqps', order: 1 },
            'Value #B': { title: 'Errors', unit: 'percent', decimals: 2, order: 2, thresholds: d.thresholds.usage(c.traefikErrorsPercent / 2, c.traefikErrorsPercent), cell: 'color-text' },
            'Value #C': { title: 'Longer than %s s' % c.traefikSlowBucket, unit: 'percent', decimals: 1, order: 3, thresholds: d.thresholds.usage(c.traefikSlowPercent / 2, c.traefikSlowPercent), cell: 'color-text' },
          },
          sortBy: 'Requests',
        }),
        d.timeseries('Requests', 'Requests a second to each service.', rate('service', 'traefik_service_requests_total', '{{service}}', 's'), { unit: 'reqps', min: 0 }),
        d.timeseries('Errors', 'Answers with 5xx a second of each service.', q('sum by (service) (rate(traefik_service_requests_total{%(s)s, code=~"5.."}[$__rate_interval]))', '{{service}}'), { unit: 'reqps', min: 0 }),
        d.timeseries('Mean duration', 'Mean time to an answer of each service. Traefik has too few buckets for percentiles by service.', q(|||
          sum by (service) (rate(traefik_service_request_duration_seconds_sum{%(s)s, protocol!~"websocket|sse"}[$__rate_interval]))
            / sum by (service) (rate(traefik_service_request_duration_seconds_count{%(s)s, protocol!~"websocket|sse"}[$__rate_interval]))
        |||, '{{service}}'), { unit: 's', min: 0 }),
        d.timeseries('Retries', 'Requests a second that were sent again, by service.', rate('service', 'traefik_service_retries_total', '{{service}}', 's'), { unit: 'reqps', min: 0 }),
      ]),
      d.row('Certificates', [
        d.table('Certificates', 'When each certificate expires, soonest first.', q('max by (cn, sans) (traefik_tls_certs_not_after{%(all)s}) - time()'), {
          columns: {
            cn: { title: 'Name', order: 0 },
            sans: { title: 'Further names', order: 1 },
            Value: { title: 'Expires in', unit: 's', order: 2 },
          },
          sortBy: 'Expires in',
          descending: false,
        }),
      ]),
      d.row('Process', [
        d.timeseries('CPU', 'Cores that each instance uses.', rate('instance', 'process_cpu_seconds_total', '{{instance}}'), { min: 0, width: 8 }),
        d.timeseries('Memory', 'Resident memory of each instance.', q('max by (instance) (process_resident_memory_bytes{%(all)s})', '{{instance}}'), { unit: 'bytes', min: 0, width: 8 }),
        d.timeseries('Configuration changes', 'Changes of the configuration within five minutes. Many mean that something rewrites Ingresses all the time.', q('sum by (instance) (increase(traefik_config_reloads_total{%(all)s}[5m]))', '{{instance}}'), { min: 0, width: 8 }),
      ], { collapsed: true }),
    ],
  })
