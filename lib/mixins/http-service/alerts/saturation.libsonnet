// What runs full before requests fail.
local alerts = import '../../alert.libsonnet';

function(config, all)
  local alert = alerts(config);
  local cluster = config.clusterLabel;
  local parts(dialect, keys) = all.alike(keys, dialect.services);
  local chosen(dialect, part) = if std.objectHas(dialect, 'labels') then dialect.selector else part.matcher;
  local own(dialect) = std.get(dialect, 'labels', {});
  local process = '{{ or $labels.pod $labels.instance }} of {{ $labels.service }}';
  [
    {
      name: 'http-service-saturation.alerts',
      rules: [
        alert('HttpServiceOpenFilesHigh', {
          severity: 'warning',
          'for': '15m',
          labels: own(dialect) + part.labels,
          expr: '100 * process_open_fds{%(s)s} / process_max_fds{%(s)s} > %(percent)g' % {
            s: chosen(dialect, part),
            percent: part.values.open_files_percent,
          },
          summary: 'A process of a service runs out of file descriptors.',
          description: process + ' has {{ printf "%.0f" $value }} % of the files and connections open that it may. At 100 % it accepts no more.',
        })
        for dialect in all.dialects
        if dialect.metrics.process
        for part in parts(dialect, ['open_files_percent'])
      ] + [
        alert('HttpServiceInProgressHigh', {
          severity: 'warning',
          'for': '10m',
          labels: own(dialect) + part.labels,
          expr: 'sum without (method, %(route)s, http_request_method, url_scheme) (%(metric)s{%(s)s}) > %(most)g' % {
            route: if dialect.metrics.route == null then 'handler' else dialect.metrics.route,
            metric: dialect.metrics.in_progress,
            s: chosen(dialect, part),
            most: part.values.in_progress,
          },
          summary: 'Requests pile up in a process of a service.',
          description: '{{ $value }} requests are under way in ' + process + ', more than %g.' % part.values.in_progress,
        })
        for dialect in all.dialects
        if dialect.metrics.in_progress != null
        for part in parts(dialect, ['in_progress'])
      ],
    },
    {
      name: 'http-service-resources.alerts',
      rules: [
        alert('HttpServiceMemoryNearLimit', {
          severity: 'warning',
          'for': '15m',
          labels: own(dialect) + part.labels,
          expr: |||
            100
              * max by (%(container)s) (container_memory_working_set_bytes{%(cadvisor)s, container!="", image!=""})
              / (max by (%(container)s) (kube_pod_container_resource_limits{%(ksm)s, resource="memory"}) > 0)
              * on (%(pod)s) group_left (%(service)s)
                group by (%(target)s) (up{%(s)s})
              > %(percent)g
          ||| % {
            local pod = [cluster, 'namespace', 'pod'],
            container: std.join(', ', pod + ['container']),
            pod: std.join(', ', pod),
            // A service with a selector of its own is named by the alert.
            service: if own(dialect) == {} then 'service' else '',
            target: std.join(', ', pod + (if own(dialect) == {} then ['service'] else [])),
            cadvisor: config.cadvisorSelector,
            ksm: config.kubeStateMetricsSelector,
            s: chosen(dialect, part),
            percent: part.values.memory_percent,
          },
          summary: 'A container of a service is close to its memory limit.',
          description: 'Container {{ $labels.container }} of pod {{ $labels.pod }} of {{ $labels.service }} uses {{ printf "%.0f" $value }} % of its memory limit. At 100 % it is killed.',
        })
        for dialect in all.dialects
        if dialect.metrics.process
        for part in parts(dialect, ['memory_percent'])
      ],
    },
  ]
