// All services at a glance.
local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config, all)
  local p = common(config, all);
  local names = [s.name for s in std.objectValues(all.services)];
  local recorded(metric, of, more=[]) =
    '%s{%s}' % [metric, d.match(config, [all.matcher(of), 'namespace=~"$namespace"'] + more)];
  local sum(metric, of) = 'sum by (namespace, service) (%s)' % recorded(metric, of);
  local worst(metric, of, more=[]) = 'max by (namespace, service) (%s)' % recorded(metric, of, more);

  local table(dialect) =
    local of = dialect.names;
    local s = if std.objectHas(dialect, 'labels') then dialect.selector else all.matcher(of);
    d.table(
      'Services (%s)' % dialect.name,
      'One line a service; its name leads to its dashboard.',
      [
        d.query(sum('service:http_requests:rate5m', of)),
        d.query(worst('service:http_requests_failed:ratio_rate5m', of)),
        d.query(worst('service:http_requests_failed:ratio_rate6h', of)),
        d.query(worst('service:http_request_duration_seconds:quantile_rate5m', of)),
      ] + (
        if dialect.metrics.process && !std.objectHas(dialect, 'labels')
        then [d.query('avg by (namespace, service) (up{%s})' % d.match(config, [s, 'namespace=~"$namespace"']))]
        else []
      ),
      {
        height: 10,
        columns: {
          service: {
            title: 'Service',
            order: 0,
            link: d.links.toDashboard('Requests, errors, latency', p.uid(dialect), {
              'var-service': '${__data.fields.Service}',
              'var-namespace': '${__data.fields.Namespace}',
            }),
          },
          namespace: { title: 'Namespace', order: 1 },
          'Value #A': { title: 'Requests', unit: 'reqps', order: 2 },
          'Value #B': { title: 'Errors (5m)', unit: 'percentunit', cell: 'color-text', thresholds: p.errors, order: 3 },
          'Value #C': { title: 'Errors (6h)', unit: 'percentunit', cell: 'color-text', thresholds: p.errors, order: 4 },
          'Value #D': { title: 'Latency', unit: 's', order: 5 },
          'Value #E': { title: 'Processes up', unit: 'percentunit', cell: 'color-text', thresholds: d.thresholds.all, order: 6 },
        },
        sortBy: 'Errors (5m)',
      },
    );

  d.dashboard(config, {
    title: 'HTTP / Services',
    uid: 'mixgen-http-services',
    description: 'Requests, errors and latency of all HTTP services, worst first.',
    selector: all.matcher(names),
    variables: [
      d.variables.label('namespace', 'Namespace', 'service:http_requests:rate5m{%s}' % d.match(config, [all.matcher(names)]), { allValue: '.*' }),
    ],
    links: [d.links.tagged('Dashboards', config.dashboards.tags[:1])],
    rows: [
      d.row('Services', [table(dialect) for dialect in all.dialects]),
      d.row('Compared', [
        d.timeseries(
          'Requests',
          'Requests a second.',
          d.query(sum('service:http_requests:rate5m', names), '{{namespace}}/{{service}}'),
          { unit: 'reqps', min: 0, width: 8 },
        ),
        d.timeseries(
          'Errors',
          'Share of requests that ended in an error of the server (5xx).',
          d.query(worst('service:http_requests_failed:ratio_rate5m', names), '{{namespace}}/{{service}}'),
          { unit: 'percentunit', min: 0, width: 8 },
        ),
        d.timeseries(
          'Latency',
          'The quantile of durations that is judged, 95 % unless the service says otherwise.',
          d.query(worst('service:http_request_duration_seconds:quantile_rate5m', names), '{{namespace}}/{{service}}'),
          { unit: 's', min: 0, width: 8 },
        ),
      ]),
    ],
  })
