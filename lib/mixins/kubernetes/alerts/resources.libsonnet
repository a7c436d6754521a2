// Whether what is asked for fits what is there: requests, quotas, CPU limits.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local cluster = config.clusterLabel;
  local quota = q.object(['namespace', 'resourcequota', 'resource']);
  local perNamespace = q.object(['namespace']);

  local allocatable(resource) =
    q.node().value('kube_node_status_allocatable', 'resource="%s"' % resource);

  // Requests above what remains when the largest node is lost, or above the whole of a small cluster.
  local overcommit(resource) = |||
    (
      sum by (%(cluster)s) (namespace_%(resource)s:kube_pod_container_resource_requests:sum)
      -
      (
        (
          sum by (%(cluster)s) (%(allocatable)s)
          -
          max by (%(cluster)s) (%(allocatable)s)
          and
          count by (%(cluster)s) (%(allocatable)s) >= %(nodes)d
        )
        or
        sum by (%(cluster)s) (%(allocatable)s)
      )
    ) > 0
  ||| % {
    cluster: cluster,
    resource: resource,
    allocatable: allocatable(resource),
    nodes: config.overcommitReserveMinNodes,
  };

  // Of several quotas on one thing in a namespace, the smallest counts.
  local quotaOvercommit(resource) = |||
    sum by (%(cluster)s) (
      %(hard)s
    )
    /
    sum by (%(cluster)s) (%(allocatable)s)
    > %(percent)d / 100
  ||| % {
    cluster: cluster,
    hard: perNamespace.lowest('kube_resourcequota', 'type="hard", resource=~"(requests.)?%s"' % resource),
    allocatable: allocatable(resource),
    percent: config.quotaOvercommitPercent,
  };

  local quotaUse(bounds) = |||
    (
      %s
      /
      (%s > 0)
    ) %s
  ||| % [quota.value('kube_resourcequota', 'type="used"'), quota.lowest('kube_resourcequota', 'type="hard"'), bounds];

  local cfs(metric) =
    'sum by (%s) (increase(%s[5m]))' % [
      q.labels(['namespace', 'pod', 'container']),
      q.series(metric, config.cadvisorSelector, q.matchers([
        'container!=""',
        config.namespaceSelector,
        config.cpuThrottlingSelector,
      ])),
    ];

  {
    name: 'kubernetes-resources',
    rules: [
      alert('KubeCPUOvercommit', {
        severity: 'warning',
        'for': '10m',
        expr: overcommit('cpu'),
        summary: 'Pods request more CPU than the cluster can be sure to have.',
        description:
          'CPU requests are {{ $value | humanize }} cores above what remains when the largest node fails: not every pod would find a place again.',
      }),
      alert('KubeMemoryOvercommit', {
        severity: 'warning',
        'for': '10m',
        expr: overcommit('memory'),
        summary: 'Pods request more memory than the cluster can be sure to have.',
        description:
          'Memory requests are {{ $value | humanize1024 }}B above what remains when the largest node fails: not every pod would find a place again.',
      }),
      alert('KubeCPUQuotaOvercommit', {
        severity: 'warning',
        'for': '5m',
        expr: quotaOvercommit('cpu'),
        summary: 'Quotas promise more CPU than the cluster has.',
        description:
          'The CPU quotas of all namespaces add up to {{ $value | humanizePercentage }} of the allocatable CPU.',
      }),
      alert('KubeMemoryQuotaOvercommit', {
        severity: 'warning',
        'for': '5m',
        expr: quotaOvercommit('memory'),
        summary: 'Quotas promise more memory than the cluster has.',
        description:
          'The memory quotas of all namespaces add up to {{ $value | humanizePercentage }} of the allocatable memory.',
      }),
      alert('KubeQuotaAlmostFull', {
        severity: 'info',
        'for': '15m',
        expr: quotaUse('>= %d / 100 < 1' % config.quotaAlmostFullPercent),
        summary: 'A quota is almost used up.',
        description:
          'Namespace {{ $labels.namespace }} uses {{ $value | humanizePercentage }} of quota {{ $labels.resourcequota }} for {{ $labels.resource }}.',
      }),
      alert('KubeQuotaFullyUsed', {
        severity: 'info',
        'for': '15m',
        expr: quotaUse('== 1'),
        summary: 'A quota is used up.',
        description:
          'Namespace {{ $labels.namespace }} uses all of quota {{ $labels.resourcequota }} for {{ $labels.resource }}; the next object that needs it is refused.',
      }),
      alert('KubeQuotaExceeded', {
        severity: 'warning',
        'for': '15m',
        expr: quotaUse('> 1'),
        summary: 'A quota is exceeded.',
        description:
          'Namespace {{ $labels.namespace }} uses {{ $value | humanizePercentage }} of quota {{ $labels.resourcequota }} for {{ $labels.resource }}: pods that restart elsewhere will be refused.',
      }),
      alert('CPUThrottlingHigh', {
        severity: 'info',
        'for': '15m',
        expr: |||
          %(throttled)s
          /
          (%(periods)s >= %(least)d)
          > %(percent)d / 100
        ||| % {
          throttled: cfs('container_cpu_cfs_throttled_periods_total'),
          periods: cfs('container_cpu_cfs_periods_total'),
          least: config.cpuThrottlingMinPeriods,
          percent: config.cpuThrottlingPercent,
        },
        summary: 'A container is held back by its CPU limit.',
        description:
          'Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} is throttled in {{ $value | humanizePercentage }} of its scheduling periods.',
      }),
    ],
  }
