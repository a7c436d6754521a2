local d = import '../../../dashboards.libsonnet';

function(c)
  local label = c.ingressNginxNamespaceLabel;
  local own = [c.ingressNginxSelector, 'job=~"$job"'];
  local ofIngress = own + ['%s=~"$namespace"' % label];
  local names = { all: d.match(c, own), s: d.match(c, ofIngress + ['ingress=~"$ingress"']), ns: label };
  local requests(matchers) = 'nginx_ingress_controller_requests{%s}' % d.match(c, matchers);
  local q(expr, legend='', options={}) = d.query(expr % names, legend, options);
  local ingress = '{{%s}}/{{ingress}}' % label;
  local quantile(share, by, legend) =
    q('histogram_quantile(%g, sum by (%sle) (rate(nginx_ingress_controller_request_duration_seconds_bucket{%%(s)s}[$__rate_interval])))' % [share, by], legend);

  d.dashboard(c, {
    title: 'ingress-nginx',
    uid: 'mixgen-ingress-nginx',
    description: 'Requests, errors and durations by Ingress, configuration and certificates of ingress-nginx, whose project ended in March 2026.',
    selector: c.ingressNginxSelector,
    variables: [
      d.variables.job('nginx_ingress_controller_config_last_reload_successful{%s}' % d.match(c, own[:1])),
      d.variables.label('namespace', 'Namespace', requests(own), { from: label }),
      d.variables.label('ingress', 'Ingress', requests(ofIngress)),
    ],
    links: [d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('Is it healthy?', [
        d.stat('Controllers up', 'Controllers that Prometheus can scrape.', q('count(up{%(all)s} == 1) or vector(0)'), { decimals: 0, thresholds: d.thresholds.all }),
        d.stat('Controllers down', 'Controllers that Prometheus cannot scrape.', q('count(up{%(all)s} == 0) or vector(0)'), { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' }),
        d.stat('Configuration', 'Whether every controller could load its configuration.', q('min(nginx_ingress_controller_config_last_reload_successful{%(all)s})'), {
          mappings: d.yesNo,
          thresholds: d.thresholds.all,
          colour: 'background',
        }),
        d.stat('Requests', 'Requests a second to the Ingresses that are chosen.', q('sum(rate(nginx_ingress_controller_requests{%(s)s}[$__rate_interval]))'), { unit: 'reqps', graph: true, thresholds: d.thresholds.none }),
        d.stat(
          'Errors',
          'Share of the requests that were answered with 5xx.',
          q('100 * (sum(rate(nginx_ingress_controller_requests{%(s)s, status=~"5.."}[$__rate_interval])) or vector(0)) / sum(rate(nginx_ingress_controller_requests{%(s)s}[$__rate_interval]))'),
          { unit: 'percent', decimals: 2, thresholds: d.thresholds.usage(c.ingressNginx5xxPercent / 2, c.ingressNginx5xxPercent) },
        ),
        d.stat('Duration p95', 'What one request in twenty takes longer than.', quantile(0.95, '', ''), { unit: 's', decimals: 2, thresholds: d.thresholds.usage(c.ingressNginxSlowSeconds / 2, c.ingressNginxSlowSeconds) }),
        d.stat('Connections', 'Connections of clients that are open now.', q('sum(nginx_ingress_controller_nginx_process_connections{%(all)s, state="active"})'), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Next certificate', 'Time until the first certificate expires.', q('min(max by (%(ns)s, host, secret_name) (nginx_ingress_controller_ssl_expire_time_seconds{%(all)s})) - time()', '', { instant: true }), {
          unit: 's',
          decimals: 0,
          noValue: 'none',
          thresholds: [
            [null, 'red'],
            [c.ingressNginxCertificateCriticalDays * 86400, 'orange'],
            [c.ingressNginxCertificateWarningDays * 86400, 'green'],
          ],
        }),
      ], { across: 8 }),
      d.row('Ingresses', [
        d.table('Ingresses', 'Requests, errors and durations of each Ingress, over five minutes.', [
          q('sum by (%(ns)s, ingress) (ingress:nginx_ingress_controller_requests:rate5m{%(s)s})'),
          q('100 * sum by (%(ns)s, ingress) (ingress:nginx_ingress_controller_errors:rate5m{%(s)s}) / sum by (%(ns)s, ingress) (ingress:nginx_ingress_controller_requests:rate5m{%(s)s})'),
          q('max by (%(ns)s, ingress) (ingress:nginx_ingress_controller_request_duration_seconds:p95_rate5m{%(s)s})'),
        ], {
          columns: {
            [label]: { title: 'Namespace', order: 0 },
            ingress: { title: 'Ingress', order: 1 },
            'Value #A': { title: 'Requests', unit: 'reqps', order: 2 },
            'Value #B': { title: 'Errors', unit: 'percent', decimals: 2, order: 3, thresholds: d.thresholds.usage(c.ingressNginx5xxPercent / 2, c.ingressNginx5xxPercent), cell: 'color-text' },
            'Value #C': { title: 'Duration p95', unit: 's', decimals: 2, order: 4, thresholds: d.thresholds.usage(c.ingressNginxSlowSeconds / 2, c.ingressNginxSlowSeconds), cell: 'color-text' },
          },
          sortBy: 'Requests',
        }),
        d.timeseries('Requests', 'Requests a second to each Ingress.', q('sum by (%(ns)s, ingress) (rate(nginx_ingress_controller_requests{%(s)s}[$__rate_interval]))', ingress), { unit: 'reqps', min: 0 }),
        d.timeseries('Answers', 'Answers a second by status.', q('sum by (status) (rate(nginx_ingress_controller_requests{%(s)s}[$__rate_interval]))', '{{status}}'), {
          unit: 'reqps',
          stack: true,
          min: 0,
          overrides: [d.override.byRegex('/^5/', { color: 'red' })],
        }),
        d.timeseries('Duration', 'Time from the first byte of a request to the last of its answer.', [
          quantile(0.5, '', 'p50'),
          quantile(0.95, '', 'p95'),
          quantile(0.99, '', 'p99'),
        ], { unit: 's', min: 0 }),
        d.timeseries('Duration p95 by Ingress', 'What one request in twenty to each Ingress takes longer than.', quantile(0.95, '%s, ingress, ' % label, ingress), { unit: 's', min: 0 }),
      ]),
      d.row('Controllers', [
        d.timeseries('Connections', 'Connections of clients, by what they do.', q('sum by (state) (nginx_ingress_controller_nginx_process_connections{%(all)s})', '{{state}}'), { min: 0, decimals: 0 }),
        d.timeseries('Reloads', 'Loads of the configuration within five minutes, and those that failed.', [
          q('sum(increase(nginx_ingress_controller_success{%(all)s}[5m]))', 'loaded'),
          q('sum(increase(nginx_ingress_controller_errors{%(all)s}[5m]))', 'failed'),
        ], { min: 0, overrides: [d.override.byName('failed', { color: 'red' })] }),
        d.timeseries('CPU', 'Cores that the processes of each controller use.', q('sum by (controller_pod) (rate(nginx_ingress_controller_nginx_process_cpu_seconds_total{%(all)s}[$__rate_interval]))', '{{controller_pod}}'), { min: 0 }),
        d.timeseries('Memory', 'Resident memory of the processes of each controller.', q('sum by (controller_pod) (nginx_ingress_controller_nginx_process_resident_memory_bytes{%(all)s})', '{{controller_pod}}'), { unit: 'bytes', min: 0 }),
      ]),
      d.row('Certificates', [
        d.table('Certificates', 'When each certificate expires, soonest first.', q('max by (%(ns)s, host, secret_name) (nginx_ingress_controller_ssl_expire_time_seconds{%(all)s}) - time()'), {
          columns: {
            [label]: { title: 'Namespace', order: 0 },
            secret_name: { title: 'Secret', order: 1 },
            host: { title: 'Host', order: 2 },
            Value: { title: 'Expires in', unit: 's', order: 3 },
          },
          sortBy: 'Expires in',
          descending: false,
        }),
      ]),
    ],
  })
