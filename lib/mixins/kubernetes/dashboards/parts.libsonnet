// What several dashboards of this mixin share: queries with the dashboard's variables in them, and
// rows about a process, its work queues and its API requests.
local d = import '../../../dashboards.libsonnet';

function(config) {
  local parts = self,
  local cluster = config.clusterLabel,

  // `metric{selector, matchers…, cluster=~"$cluster"}`
  series(metric, selector='', matchers=[]):: '%s{%s}' % [metric, d.match(config, [selector] + matchers)],
  ksm(metric, matchers=[]):: parts.series(metric, config.kubeStateMetricsSelector, matchers),
  cadvisor(metric, matchers=[]):: parts.series(metric, config.cadvisorSelector, matchers),
  recorded(metric, matchers=[]):: parts.series(metric, '', matchers),

  // Recorded series of containers, one value each: rules of the same name may run beside ours and
  // keep more labels, and a sum would count both.
  containers(metric, matchers=[])::
    'max by (%s, namespace, pod, container, node) (%s)' % [cluster, parts.recorded(metric, matchers)],

  // `max by (cluster, names…) (metric)`: one value an object, however many exporters report it.
  state(names, metric, matchers=[])::
    'max by (%s) (%s)' % [std.join(', ', [cluster] + names), parts.ksm(metric, matchers)],

  rate(series):: 'rate(%s[$__rate_interval])' % series,

  // A count that is 0, not absent, when nothing matches.
  count(expr):: 'count(%s) or vector(0)' % expr,

  cpu: 'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m',
  memory: 'node_namespace_pod_container:container_memory_working_set_bytes',

  allocatable(resource)::
    'sum(%s)' % parts.state(['node'], 'kube_node_status_allocatable', ['resource="%s"' % resource]),

  // Sums a per-pod vector by its workload.
  byWorkload(expr, matchers):: |||
    sum by (workload, workload_type) (
      sum by (%(pod)s) (%(expr)s)
      * on (%(pod)s) group_left (workload, workload_type)
        max by (%(pod)s, workload, workload_type) (%(owner)s)
    )
  ||| % {
    pod: cluster + ', namespace, pod',
    expr: expr,
    owner: parts.recorded('namespace_workload_pod:kube_pod_owner:relabel', matchers),
  },

  links: [d.links.tagged('Kubernetes', ['kubernetes'])],

  namespaceVariable:: d.variables.label(
    'namespace',
    'Namespace',
    'kube_namespace_status_phase{%s}' % parts.chosen(config.kubeStateMetricsSelector),
    { multi: false, all: false },
  ),
  instanceVariable(selector):: d.variables.instance('up{%s}' % parts.chosen(selector)),
  chosen(selector):: d.match(config, [selector]),

  // The three usual questions about a Go process.
  processRow(selector, options={})::
    local of(metric) = parts.series(metric, selector, ['instance=~"$instance"']);
    d.row('Process', [
      d.timeseries('CPU', 'Cores that the process uses.', d.query(parts.rate(of('process_cpu_seconds_total')), '{{instance}}'), { unit: 'short' }),
      d.timeseries('Memory', 'Resident memory of the process.', d.query(of('process_resident_memory_bytes'), '{{instance}}'), { unit: 'bytes' }),
      d.timeseries('Goroutines', 'A number that only grows is a leak.', d.query(of('go_goroutines'), '{{instance}}'), { unit: 'short' }),
    ], { across: 3, collapsed: true } + options),

  queueRow(selector)::
    local of(metric) = parts.series(metric, selector, ['instance=~"$instance"']);
    d.row('Work queues', [
      d.timeseries(
        'Depth',
        'Items that wait. A queue that does not empty is behind.',
        d.query('topk(10, sum by (name) (%s))' % of('workqueue_depth'), '{{name}}'),
        { unit: 'short' }
      ),
      d.timeseries(
        'Added',
        'Items that arrive at the ten busiest queues.',
        d.query('topk(10, sum by (name) (%s))' % parts.rate(of('workqueue_adds_total')), '{{name}}'),
        { unit: 'ops' }
      ),
      d.timeseries(
        'Wait (p99)',
        'How long items wait before somebody works on them.',
        d.query(
          'topk(10, histogram_quantile(0.99, sum by (name, le) (%s)))' % parts.rate(of('workqueue_queue_duration_seconds_bucket')),
          '{{name}}'
        ),
        { unit: 's' }
      ),
    ], { across: 3 }),

  clientRow(selector)::
    local of(metric) = parts.series(metric, selector, ['instance=~"$instance"']);
    d.row('Requests to the API server', [
      d.timeseries(
        'Requests by code',
        'Requests that this part sends to the API server.',
        d.query('sum by (code) (%s)' % parts.rate(of('rest_client_requests_total')), '{{code}}'),
        { unit: 'reqps', stack: true }
      ),
      d.timeseries(
        'Duration (p99)',
        'How long this part waits for the API server.',
        d.query(
          'histogram_quantile(0.99, sum by (verb, le) (%s))' % parts.rate(of('rest_client_request_duration_seconds_bucket')),
          '{{verb}}'
        ),
        { unit: 's' }
      ),
    ]),
}
