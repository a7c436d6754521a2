local d = import '../../../dashboards.libsonnet';

function(c)
  local s = d.match(c, [c.blackboxSelector, 'probe=~"$probe"', 'instance=~"$instance"']);
  local q(expr, legend='', options={}) = d.query(expr % { s: s }, legend, options);

  d.dashboard(c, {
    title: 'Blackbox',
    uid: 'mixgen-blackbox',
    description: 'Uptime, duration and certificates of what the blackbox exporter probes.',
    selector: c.blackboxSelector,
    variables: [
      // Probes of other origin have no such label.
      d.variables.label('probe', 'Probe', 'probe_success{%s}' % c.blackboxSelector, { allValue: '.*' }),
      d.variables.instance('probe_success{%s, probe=~"$probe"}' % c.blackboxSelector),
    ],
    links: [d.links.tagged('Dashboards', c.dashboards.tags[:1])],
    rows: [
      d.row('Is it up?', [
        d.stat(
          'Targets up',
          'Targets whose last probe succeeded.',
          q('count(probe_success{%(s)s} == 1) or vector(0)'),
          { decimals: 0, thresholds: d.thresholds.all },
        ),
        d.stat(
          'Targets down',
          'Targets whose last probe failed.',
          q('count(probe_success{%(s)s} == 0) or vector(0)'),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' },
        ),
        d.stat(
          'Not probed',
          'Targets for which the blackbox exporter gave no answer.',
          q('count(up{%(s)s} == 0) or vector(0)'),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' },
        ),
        d.stat(
          'Uptime',
          'Share of successful probes within the time range, of the worst target.',
          q('min(avg_over_time(probe_success{%(s)s}[$__range]))', '', { instant: true }),
          { unit: 'percentunit', decimals: 2, thresholds: [[null, 'red'], [0.99, 'orange'], [0.999, 'green']] },
        ),
        d.stat(
          'Next certificate',
          'Time until the first certificate expires.',
          q('min(probe_ssl_earliest_cert_expiry{%(s)s}) - time()', '', { instant: true }),
          {
            unit: 's',
            decimals: 0,
            noValue: 'none',
            thresholds: [
              [null, 'red'],
              [c.blackboxCertificateCriticalDays * 86400, 'orange'],
              [c.blackboxCertificateWarningDays * 86400, 'green'],
            ],
          },
        ),
        d.table('Targets', 'Uptime within the time range, and what the last probe saw.', [
          q('avg_over_time(probe_success{%(s)s}[$__range])'),
          q('probe_duration_seconds{%(s)s}'),
          q('probe_http_status_code{%(s)s}'),
          q('probe_ssl_earliest_cert_expiry{%(s)s} - time()'),
        ], {
          columns: {
            instance: { title: 'Target', order: 0 },
            probe: { title: 'Probe', order: 1 },
            'Value #A': { title: 'Uptime', unit: 'percentunit', order: 2 },
            'Value #B': { title: 'Duration', unit: 's', order: 3 },
            'Value #C': { title: 'HTTP status', order: 4 },
            'Value #D': { title: 'Certificate', unit: 's', order: 5 },
            job: { hide: true },
            namespace: { hide: true },
            cluster: { hide: true },
            module: { title: 'Module', order: 6 },
          },
          sortBy: 'Uptime',
          descending: false,
        }),
      ]),
      d.row('How fast is it?', [
        d.timeseries('Uptime', 'Share of successful probes.', q('avg_over_time(probe_success{%(s)s}[$__rate_interval])', '{{instance}}'), {
          unit: 'percentunit',
          min: 0,
          max: 1,
        }),
        d.timeseries('Duration', 'How long a probe took.', q('avg_over_time(probe_duration_seconds{%(s)s}[$__rate_interval])', '{{instance}}'), {
          unit: 's',
          min: 0,
        }),
        d.timeseries('HTTP phases', 'Where HTTP probes spend their time, on average over the targets.', q('avg by (phase) (probe_http_duration_seconds{%(s)s})', '{{phase}}'), {
          unit: 's',
          stack: true,
          min: 0,
        }),
        d.timeseries('Name resolution', 'How long the name of the target took to resolve.', q('probe_dns_lookup_time_seconds{%(s)s}', '{{instance}}'), {
          unit: 's',
          min: 0,
        }),
      ]),
    ],
  })
