local d = import '../../../dashboards.libsonnet';
local common = import './parts.libsonnet';

function(config)
  local p = common(config);
  local q = d.query;
  local of(metric, more=[]) = p.series(metric, config.kubeletSelector, ['instance=~"$instance"'] + more);
  local sum(metric, by) = 'sum by (%s) (%s)' % [by, p.rate(of(metric))];
  local p99(metric, by) = 'histogram_quantile(0.99, sum by (%s, le) (%s))' % [by, p.rate(of(metric + '_bucket'))];

  d.dashboard(config, {
    title: 'Kubernetes / Kubelet',
    uid: 'mixgen-kubernetes-kubelet',
    description: 'Whether the kubelets are up, and how long they need for pods, volumes and the runtime.',
    selector: config.kubeletSelector,
    variables: [p.instanceVariable(config.kubeletSelector)],
    links: p.links,
    rows: [
      d.row('Health', [
        d.stat('Kubelets down', 'Kubelets that Prometheus cannot scrape.', q(p.count(of('up') + ' == 0')), { unit: 'short', thresholds: d.thresholds.zero }),
        d.stat('Kubelets up', 'Kubelets that answer.', q('sum(%s)' % of('up')), { unit: 'short', thresholds: d.thresholds.none }),
        d.stat('Pods', 'Running pods.', q('sum(%s)' % of('kubelet_running_pods')), { unit: 'short', thresholds: d.thresholds.none }),
        d.stat(
          'Runtime errors',
          'Share of the calls to the container runtime that fail.',
          q('(sum(%s) or vector(0)) / sum(%s)' % [
            p.rate(of('kubelet_runtime_operations_errors_total')),
            p.rate(of('kubelet_runtime_operations_total')),
          ]),
          { unit: 'percentunit', thresholds: [[null, 'green'], [0.01, 'orange'], [0.1, 'red']] }
        ),
        d.stat(
          'Slowest list of containers',
          'PLEG relist, 99th percentile, of the slowest node.',
          q('max(%s)' % p.recorded('node_quantile:kubelet_pleg_relist_duration_seconds:histogram_quantile', ['quantile="0.99"'])),
          { unit: 's', thresholds: [[null, 'green'], [1, 'orange'], [config.kubeletPlegSeconds, 'red']] }
        ),
        d.stat(
          'Certificates',
          'Time until the first client certificate of a kubelet expires.',
          q('min(%s)' % of('kubelet_certificate_manager_client_ttl_seconds')),
          {
            unit: 's',
            noValue: 'none',
            thresholds: [
              [null, 'red'],
              [config.kubeletCertExpirationCriticalSeconds, 'orange'],
              [config.kubeletCertExpirationWarningSeconds, 'green'],
            ],
          }
        ),
      ]),
      d.row('Pods', [
        d.timeseries('Running pods', 'Pods on each node.', q(of('kubelet_running_pods'), '{{instance}}'), { unit: 'short' }),
        d.timeseries('Pod starts (p99)', 'From seeing a pod to its first running container.', q(p99('kubelet_pod_start_duration_seconds', 'instance'), '{{instance}}'), { unit: 's' }),
        d.timeseries('Pod worker (p99)', 'How long one synchronisation of a pod takes.', q(p99('kubelet_pod_worker_duration_seconds', 'instance'), '{{instance}}'), {
          unit: 's',
          thresholds: [[null, 'green'], [config.kubeletPodStartSeconds, 'red']],
          thresholdStyle: 'line',
        }),
        d.timeseries('Evictions', 'Pods that the kubelet evicted, by signal.', q('sum by (eviction_signal) (increase(%s[5m]))' % of('kubelet_evictions'), '{{eviction_signal}}'), {
          unit: 'short',
          bars: true,
        }),
      ]),
      d.row('Container runtime', [
        d.timeseries('Calls', 'Calls to the container runtime.', q(sum('kubelet_runtime_operations_total', 'operation_type'), '{{operation_type}}'), { unit: 'ops' }),
        d.timeseries('Failed calls', 'Calls to the container runtime that failed.', q(sum('kubelet_runtime_operations_errors_total', 'operation_type'), '{{operation_type}}'), { unit: 'ops' }),
        d.timeseries('Duration of calls (p99)', 'How long the container runtime takes.', q(p99('kubelet_runtime_operations_duration_seconds', 'operation_type'), '{{operation_type}}'), { unit: 's' }),
        d.timeseries('List of containers (p99)', 'PLEG relist: beyond %d s the node is about to be NotReady.' % config.kubeletPlegSeconds, q(p99('kubelet_pleg_relist_duration_seconds', 'instance'), '{{instance}}'), {
          unit: 's',
          thresholds: [[null, 'green'], [config.kubeletPlegSeconds, 'red']],
          thresholdStyle: 'line',
        }),
      ]),
      d.row('Volumes', [
        d.timeseries('Operations', 'Mounts, attachments and the like.', q(sum('storage_operation_duration_seconds_count', 'operation_name, volume_plugin'), '{{operation_name}} {{volume_plugin}}'), { unit: 'ops' }),
        d.timeseries('Duration of operations (p99)', 'How long mounts, attachments and the like take.', q(p99('storage_operation_duration_seconds', 'operation_name, volume_plugin'), '{{operation_name}} {{volume_plugin}}'), { unit: 's' }),
      ], { collapsed: true }),
      p.clientRow(config.kubeletSelector) + { collapsed: true },
      p.processRow(config.kubeletSelector),
    ],
  })
