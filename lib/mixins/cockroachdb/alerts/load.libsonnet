// CPU, memory and file descriptors of the nodes.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local cpu = q.series('sys_cpu_combined_percent_normalized');

  local cpuHigh(severity, percent, wait) = alert('CockroachDBCPUHigh', {
    severity: severity,
    'for': wait,
    expr: '%s > %d / 100' % [cpu, percent],
    summary: 'A CockroachDB node is short of CPU.',
    description:
      'The CockroachDB node at {{ $labels.instance }} has used {{ $value | humanizePercentage }} of its CPU for more than %s.' % wait,
  });
  local memoryHigh(severity, percent, wait) = alert('CockroachDBMemoryHigh', {
    severity: severity,
    'for': wait,
    expr: '%s / %d > %d / 100' % [q.series('sys_rss'), config.memoryLimitBytes, percent],
    summary: 'A CockroachDB node is short of memory.',
    description:
      'The CockroachDB node at {{ $labels.instance }} has used {{ $value | humanizePercentage }} of its memory for more than %s; at its limit it is killed.' % wait,
  });

  {
    name: 'cockroachdb-load',
    rules: [
      cpuHigh('warning', config.cpuPercentWarning, '4h'),
      cpuHigh('critical', config.cpuPercentCritical, '1h'),
      alert('CockroachDBHotNode', {
        severity: 'warning',
        'for': '2h',
        expr: |||
          (
            max by (%(by)s) (%(cpu)s)
            -
            quantile by (%(by)s) (0.5, %(cpu)s)
          ) * 100 > %(points)d
        ||| % { by: q.cluster, cpu: cpu, points: config.hotNodePoints },
        summary: 'One CockroachDB node works much harder than the others.',
        description:
          'The busiest node of {{ $labels.job }} uses {{ $value | humanize }} points of CPU more than the median: some range is hot, or connections are not spread.',
      }),
      alert('CockroachDBOpenFilesHigh', {
        severity: 'warning',
        'for': '10m',
        expr: '%s / %s > %d / 100' % [q.series('sys_fd_open'), q.series('sys_fd_softlimit'), config.openFilesPercent],
        summary: 'A CockroachDB node runs out of file descriptors.',
        description:
          'The CockroachDB node at {{ $labels.instance }} has {{ $value | humanizePercentage }} of the file descriptors open that it may have.',
      }),
    ] + if config.memoryLimitBytes == null then [] else [
      memoryHigh('warning', config.memoryPercentWarning, '4h'),
      memoryHigh('critical', config.memoryPercentCritical, '1h'),
    ],
  }
