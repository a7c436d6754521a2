// One service: requests, errors, latency, processes, containers, and what other signals say.
local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config, all)
  local p = common(config, all);
  local cluster = config.clusterLabel;
  local sources = config.datasources;
  function(dialect)
    local m = dialect.metrics;
    local own = std.objectHas(dialect, 'labels');
    local ofNames = all.matcher(dialect.names);
    // Recorded series and raw ones; the latter of a service with a selector have no label `service`.
    local recorded(metric) = '%s{%s}' % [metric, d.match(config, ['service="$service"', 'namespace=~"$namespace"'])];
    local matchers = (if own then [dialect.selector] else ['service="$service"']) + ['namespace=~"$namespace"'];
    local raw(metric, more=[]) = '%s{%s}' % [metric, d.match(config, matchers + more)];
    local rate(metric, more=[]) = 'rate(%s[$__rate_interval])' % raw(metric, more);
    local routes = if m.route_duration == null then m.duration else m.route_duration;
    local pod = '{{pod}} {{instance}}';
    local each = if m.process then 'pod, instance' else 'instance';
    // Containers of pods that are targets of the service.
    local container(metric, more=[]) =
      '%s and on (%s) up{%s, pod!=""}' % [
        metric,
        std.join(', ', [cluster, 'namespace', 'pod']),
        d.match(config, matchers),
      ];
    local cadvisor(metric) = '%s{%s}' % [metric, d.match(config, [config.cadvisorSelector, 'namespace=~"$namespace"', 'container!=""', 'image!=""'])];
    local ksm(metric, resource) = '%s{%s}' % [metric, d.match(config, [config.kubeStateMetricsSelector, 'namespace=~"$namespace"', 'resource="%s"' % resource])];
    local podLabels = std.join(', ', [cluster, 'namespace', 'pod']);
    local inPods(expr) = 'sum by (pod) (%s)' % container('sum by (%s) (%s)' % [podLabels, expr]);
    local total(expr) = 'sum(%s)' % container('sum by (%s) (%s)' % [podLabels, expr]);
    local lines = [
      d.override.byName('requested', { color: 'orange', dashed: true }),
      d.override.byName('limit', { color: 'red', dashed: true }),
    ];
    local only = std.length(dialect.services) == 1 && dialect.names != ['*'];
    local logs = if only then '{%s}' % dialect.services[0].lines else '{namespace=~"$namespace", pod=~"$service-.+"}';

    local health = [
      d.stat('Requests', 'Requests a second, those of probes left out.', d.query('sum(%s)' % recorded('service:http_requests:rate5m')), { unit: 'reqps', graph: true, thresholds: d.thresholds.none }),
      d.stat(
        'Errors (5m)',
        'Share of requests that ended in an error of the server (5xx).',
        d.query('max(%s)' % recorded('service:http_requests_failed:ratio_rate5m')),
        { unit: 'percentunit', decimals: 2, thresholds: p.errors, noValue: 'no requests' },
      ),
      d.stat(
        'Errors (6h)',
        'The same over six hours.',
        d.query('max(%s)' % recorded('service:http_requests_failed:ratio_rate6h')),
        { unit: 'percentunit', decimals: 2, thresholds: p.errors, noValue: 'no requests' },
      ),
    ] + (
      if m.duration == null then []
      else [
        d.stat(
          'Latency',
          'The quantile of durations that is judged, 95 % unless the service says otherwise.',
          d.query('max(%s)' % recorded('service:http_request_duration_seconds:quantile_rate5m')),
          { unit: 's', thresholds: d.thresholds.none, noValue: 'no requests' },
        ),
      ]
    ) + (
      if !m.process then []
      else [
        d.stat('Processes up', 'Targets that can be scraped.', d.query('sum(%s)' % raw('up')), { decimals: 0, thresholds: d.thresholds.all }),
        d.stat(
          'Processes down',
          'Targets that cannot be scraped.',
          d.query('count(%s == 0) or vector(0)' % raw('up')),
          { decimals: 0, thresholds: d.thresholds.zero, colour: 'background' },
        ),
      ]
    ) + (
      if !sources.probes then []
      else [
        d.stat(
          'Uptime',
          'Share of probes from outside that succeeded within the time range.',
          d.query('avg(avg_over_time(probe_success{%s}[$__range]))' % d.match(config, [config.blackboxSelector, 'service="$service"']), '', { instant: true }),
          { unit: 'percentunit', decimals: 2, noValue: 'no probe', thresholds: [[null, 'red'], [0.99, 'orange'], [0.999, 'green']] },
        ),
      ]
    );

    d.dashboard(config, {
      title: 'HTTP / Service (%s)' % dialect.name,
      uid: p.uid(dialect),
      description: 'One HTTP service: requests, errors, latency, and what its processes need.',
      selector: if own then dialect.selector else ofNames,
      variables: [
        d.variables.label('service', 'Service', 'service:http_requests:rate5m{%s}' % d.match(config, [ofNames]), { multi: false, all: false }),
        d.variables.label('namespace', 'Namespace', 'service:http_requests:rate5m{%s}' % d.match(config, ['service="$service"']), { allValue: '.*' }),
      ] + [
        d.variables.source(kind, sources[kind])
        for kind in ['logs', 'traces', 'jaeger', 'profiles']
        if sources[kind] != null
      ],
      links: [
        d.links.dashboard('All services', 'mixgen-http-services'),
        d.links.tagged('Dashboards', config.dashboards.tags[:1]),
      ],
      rows: [
        d.row('Is it healthy?', health, { across: std.length(health) }),

        d.row('Requests', [
          d.timeseries(
            'Requests by status',
            'Requests a second, by how they ended.',
            d.query('sum by (%s) (%s)' % [m.status, rate(m.requests)], '{{%s}}' % m.status),
            {
              unit: 'reqps',
              min: 0,
              stack: true,
              overrides: [
                d.override.byRegex('/^5/', { color: 'red' }),
                d.override.byRegex('/^4/', { color: 'orange' }),
                d.override.byRegex('/^3/', { color: 'blue' }),
                d.override.byRegex('/^2/', { color: 'green' }),
              ],
            },
          ),
          d.timeseries(
            'Errors',
            'Share of requests that ended in an error of the server, over windows of the error budget.',
            [
              d.query('max(%s)' % recorded('service:http_requests_failed:ratio_rate' + window), window)
              for window in ['5m', '1h', '6h']
            ],
            { unit: 'percentunit', min: 0 },
          ),
        ] + (
          if m.route == null then []
          else [
            d.timeseries(
              'Requests by route',
              'The ten busiest routes.',
              d.query('topk(10, sum by (%s, %s) (%s))' % [m.method, m.route, rate(m.requests)], '{{%s}} {{%s}}' % [m.method, m.route]),
              { unit: 'reqps', min: 0 },
            ),
            d.timeseries(
              'Errors by route',
              'Errors of the server a second, of the ten routes that have most.',
              d.query('topk(10, sum by (%s, %s) (%s))' % [m.method, m.route, rate(m.requests, ['%s=~"5.."' % m.status])], '{{%s}} {{%s}}' % [m.method, m.route]),
              { unit: 'reqps', min: 0, noValue: 'none' },
            ),
          ]
        )),
      ] + (
        if m.duration == null then []
        else [
          d.row('Latency', [
            d.timeseries(
              'Latency',
              'How long requests take. A dot is one request, and leads to its trace where the service sends exemplars.',
              [
                d.query('histogram_quantile(%g, sum by (le) (%s))' % [q, rate(m.duration + '_bucket')], 'p%g' % (q * 100), { exemplar: true })
                for q in [0.5, 0.95, 0.99]
              ],
              { unit: 's', min: 0 },
            ),
          ] + (
            if !config.heatmaps then []
            else [
              d.heatmap(
                'Durations',
                'How many requests took how long.',
                d.query('sum by (le) (increase(%s[$__rate_interval]))' % raw(m.duration + '_bucket'), '', { exemplar: true }),
                { unit: 's' },
              ),
            ]
          ) + (
            if m.route == null then []
            else [
              d.timeseries(
                'Mean by route',
                'Mean duration of the ten slowest routes.',
                d.query(
                  'topk(10, sum by (%(route)s) (%(sum)s) / sum by (%(route)s) (%(count)s))' % {
                    route: m.route,
                    sum: rate(routes + '_sum'),
                    count: rate(routes + '_count'),
                  },
                  '{{%s}}' % m.route
                ),
                { unit: 's', min: 0, width: if config.heatmaps then 24 else 12 },
              ),
            ]
          )),
        ]
      ) + (
        if !m.process then []
        else [
          d.row('Processes', [
            d.timeseries('CPU', 'Cores that each process uses.', d.query('sum by (%s) (%s)' % [each, rate('process_cpu_seconds_total')], pod), { min: 0, width: 8 }),
            d.timeseries('Memory', 'Resident memory of each process.', d.query('sum by (%s) (%s)' % [each, raw('process_resident_memory_bytes')], pod), { unit: 'bytes', min: 0, width: 8 }),
            d.timeseries(
              'File descriptors',
              'Open files and connections as a share of what each process may have.',
              d.query('max by (%s) (%s / %s)' % [each, raw('process_open_fds'), raw('process_max_fds')], pod),
              { unit: 'percentunit', min: 0, width: 8 },
            ),
          ] + (
            if m.in_progress == null then []
            else [
              d.timeseries(
                'In progress',
                'Requests under way in each process, where it counts them.',
                d.query('sum by (%s) (%s)' % [each, raw(m.in_progress)], pod),
                { min: 0, width: 12, noValue: 'not counted' },
              ),
            ]
          ) + [
            d.timeseries('Restarts', 'Starts of processes within five minutes.', d.query('sum by (%s) (changes(%s[5m]))' % [each, raw('process_start_time_seconds')], pod), { min: 0, width: if m.in_progress == null then 24 else 12 }),
          ]),
          d.row('Containers', [
            d.timeseries(
              'CPU of pods',
              'Cores that each pod uses, and what all of them ask for.',
              [
                d.query(inPods('rate(%s[$__rate_interval])' % cadvisor('container_cpu_usage_seconds_total')), '{{pod}}'),
                d.query(total(ksm('kube_pod_container_resource_requests', 'cpu')), 'requested'),
                d.query(total(ksm('kube_pod_container_resource_limits', 'cpu')), 'limit'),
              ],
              { min: 0, width: 8, overrides: lines },
            ),
            d.timeseries(
              'Memory of pods',
              'Working set of each pod, and what all of them ask for.',
              [
                d.query(inPods(cadvisor('container_memory_working_set_bytes')), '{{pod}}'),
                d.query(total(ksm('kube_pod_container_resource_requests', 'memory')), 'requested'),
                d.query(total(ksm('kube_pod_container_resource_limits', 'memory')), 'limit'),
              ],
              { unit: 'bytes', min: 0, width: 8, overrides: lines },
            ),
            d.timeseries(
              'CPU throttling',
              'Share of the scheduling periods in which its CPU limit held a pod back. It costs latency before it costs anything else.',
              d.query('%s / %s' % [
                inPods('rate(%s[$__rate_interval])' % cadvisor('container_cpu_cfs_throttled_periods_total')),
                inPods('rate(%s[$__rate_interval])' % cadvisor('container_cpu_cfs_periods_total')),
              ], '{{pod}}'),
              { unit: 'percentunit', min: 0, max: 1, width: 8 },
            ),
          ], { collapsed: true }),
        ]
      ) + (
        if sources.logs == null then []
        else [
          d.row('Logs', [
            d.timeseries(
              'Lines',
              'Lines a second, and those that look like errors.',
              [
                d.ofSource('logs', { refId: 'A', expr: 'sum(rate(%s [$__auto]))' % logs, legendFormat: 'lines', queryType: 'range' }),
                d.ofSource('logs', { refId: 'B', expr: 'sum(rate(%s %s [$__auto]))' % [logs, config.errorLines], legendFormat: 'errors', queryType: 'range' }),
              ],
              { min: 0, width: 24, height: 5, raw: { datasource: d.ofSource('logs', {}).datasource }, overrides: [d.override.byName('errors', { color: 'red' })] },
            ),
            d.logs('Log', 'What the pods of the service say.', logs),
          ]),
        ]
      ) + (
        if sources.traces == null && sources.jaeger == null then []
        else [
          d.row('Traces', (
            if sources.traces == null then []
            else [
              d.traces(
                'Failed or slow requests',
                'Traces of requests that failed, or took longer than a second.',
                '{resource.service.name="$service" && (status=error || duration>1s)}'
              ),
            ]
          ) + (
            if sources.jaeger == null then []
            else [d.jaeger('Failed requests', 'Traces of requests that failed, as Jaeger has them.', '$service', 'error=true')]
          ), { collapsed: true }),
        ]
      ) + (
        if sources.profiles == null then []
        else [
          d.row('Profile', [
            d.flamegraph('CPU', 'Where the processes of the service spend their time.', '{service_name="$service"}'),
          ], { collapsed: true }),
        ]
      ),
    })
