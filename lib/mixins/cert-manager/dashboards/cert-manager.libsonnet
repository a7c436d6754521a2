local d = import '../../../dashboards.libsonnet';

function(c)
  local label = c.certManagerNamespaceLabel;
  local own = [c.certManagerSelector, 'job=~"$job"'];
  local names = { all: d.match(c, own), s: d.match(c, own + ['%s=~"$namespace"' % label]), ns: label };
  local ready(matchers) = 'certmanager_certificate_ready_status{%s}' % d.match(c, matchers);
  local q(expr, legend='', options={}) = d.query(expr % names, legend, options);
  local number(expr) = q('count(%s) or vector(0)' % expr);

  d.dashboard(c, {
    title: 'cert-manager',
    uid: 'mixgen-cert-manager',
    description: 'Certificates, issuers, and the requests to their authorities.',
    selector: c.certManagerSelector,
    variables: [
      d.variables.job('certmanager_clock_time_seconds_gauge{%s}' % d.match(c, own[:1])),
      d.variables.label('namespace', 'Namespace', ready(own), { from: label }),
    ],
    links: [d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('Are there valid certificates?', [
        d.stat('Controllers up', 'Controllers that Prometheus can scrape.', q('count(up{%(all)s} == 1) or vector(0)'), { decimals: 0, thresholds: d.thresholds.all }),
        d.stat('Certificates', 'Certificates that it takes care of.', number('max by (%(ns)s, name) (certmanager_certificate_ready_status{%(s)s})'), { decimals: 0, thresholds: d.thresholds.none }),
        d.stat('Not ready', 'Certificates that are not issued, or not as they are asked for now.', number('max by (%(ns)s, name) (certmanager_certificate_ready_status{%(s)s, condition!="True"}) == 1'), {
          decimals: 0,
          thresholds: d.thresholds.zero,
          colour: 'background',
        }),
        d.stat('Renewal overdue', 'Certificates whose moment of renewal is past.', number('max by (%(ns)s, name) (certmanager_certificate_renewal_timestamp_seconds{%(s)s} > 0) < time()'), { decimals: 0, thresholds: [[null, 'green'], [1, 'orange']] }),
        d.stat('Expired', 'Certificates that have expired.', number('max by (%(ns)s, name) (certmanager_certificate_expiration_timestamp_seconds{%(s)s} > 0) < time()'), {
          decimals: 0,
          thresholds: d.thresholds.zero,
          colour: 'background',
        }),
        d.stat('Next renewal', 'Time until the next certificate is renewed.', q('min((certmanager_certificate_renewal_timestamp_seconds{%(s)s} > time()) - time())', '', { instant: true }), {
          unit: 's',
          decimals: 0,
          noValue: 'none',
          thresholds: d.thresholds.none,
        }),
        d.stat('Issuers not ready', 'Issuers and ClusterIssuers that can issue nothing.', q(|||
          count(
            max by (%(ns)s, name) (certmanager_issuer_ready_status{%(all)s, condition!="True"}) == 1
            or
            max by (name) (certmanager_clusterissuer_ready_status{%(all)s, condition!="True"}) == 1
          ) or vector(0)
        |||), { decimals: 0, thresholds: d.thresholds.zero }),
        d.stat('Refused for their number', 'Requests that an authority refused within six hours because there were too many.', q('sum(increase(certmanager_http_acme_client_request_count{%(all)s, status="429"}[6h])) or vector(0)'), {
          decimals: 0,
          thresholds: [[null, 'green'], [1, 'orange'], [c.certManagerRateLimitedPer6Hours, 'red']],
        }),
      ], { across: 8 }),
      d.row('Certificates', [
        d.table('Certificates', 'When each certificate is renewed and when it expires.', [
          q('max by (%(ns)s, name, issuer_kind, issuer_name) (certmanager_certificate_ready_status{%(s)s, condition="True"})'),
          q('max by (%(ns)s, name, issuer_kind, issuer_name) (certmanager_certificate_renewal_timestamp_seconds{%(s)s} > 0) - time()'),
          q('max by (%(ns)s, name, issuer_kind, issuer_name) (certmanager_certificate_expiration_timestamp_seconds{%(s)s} > 0) - time()'),
        ], {
          height: 12,
          columns: {
            [label]: { title: 'Namespace', order: 0 },
            name: { title: 'Certificate', order: 1 },
            issuer_kind: { title: 'Kind of issuer', order: 2 },
            issuer_name: { title: 'Issuer', order: 3 },
            'Value #A': { title: 'Ready', mappings: d.yesNo, order: 4 },
            'Value #B': { title: 'Renewed in', unit: 's', order: 5, thresholds: [[null, 'orange'], [0, 'green']], cell: 'color-text' },
            'Value #C': { title: 'Expires in', unit: 's', order: 6, thresholds: [[null, 'red'], [0, 'green']], cell: 'color-text' },
          },
          sortBy: 'Expires in',
          descending: false,
        }),
        d.timeseries('Not ready', 'Certificates that are not issued, by namespace.', q('sum by (%(ns)s) (max by (%(ns)s, name) (certmanager_certificate_ready_status{%(s)s, condition!="True"}))', '{{%s}}' % label), { min: 0, decimals: 0 }),
        d.timeseries('Challenges', 'Proofs for names that authorities wait for, by state.', q('sum by (status) (certmanager_certificate_challenge_status{%(s)s})', '{{status}}'), { min: 0, decimals: 0, stack: true }),
      ]),
      d.row('Authorities', [
        d.timeseries('Requests', 'Requests a second to authorities that speak ACME, by status.', q('sum by (host, status) (rate(certmanager_http_acme_client_request_count{%(all)s}[$__rate_interval]))', '{{host}} {{status}}'), { unit: 'reqps', min: 0 }),
        d.timeseries('Duration', 'Mean time to an answer of each authority.', q(|||
          sum by (host) (rate(certmanager_http_acme_client_request_duration_seconds_sum{%(all)s}[$__rate_interval]))
            / sum by (host) (rate(certmanager_http_acme_client_request_duration_seconds_count{%(all)s}[$__rate_interval]))
        |||, '{{host}}'), { unit: 's', min: 0 }),
      ]),
      d.row('Controllers', [
        d.timeseries('Work', 'Pieces of work a second by controller.', q('sum by (controller) (rate(certmanager_controller_sync_call_count{%(all)s}[$__rate_interval]))', '{{controller}}'), { unit: 'ops', min: 0 }),
        d.timeseries('Errors', 'Pieces of work a second that failed and are tried again.', q('sum by (controller) (rate(certmanager_controller_sync_error_count{%(all)s}[$__rate_interval]))', '{{controller}}'), { unit: 'ops', min: 0 }),
        d.timeseries('CPU', 'Cores that each controller uses.', q('sum by (instance) (rate(process_cpu_seconds_total{%(all)s}[$__rate_interval]))', '{{instance}}'), { min: 0 }),
        d.timeseries('Memory', 'Resident memory of each controller.', q('max by (instance) (process_resident_memory_bytes{%(all)s})', '{{instance}}'), { unit: 'bytes', min: 0 }),
      ], { collapsed: true }),
    ],
  })
