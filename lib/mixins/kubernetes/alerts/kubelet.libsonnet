// Nodes as the API sees them, and the kubelets on them.
local alerts = import '../../alert.libsonnet';
local queries = import '../query.libsonnet';

function(config)
  local alert = alerts(config);
  local q = queries(config);
  local node = q.node();
  local byInstance = q.labels(['instance']);

  local certificate(kind) = [
    alert('Kubelet%sCertificateExpiration' % kind, {
      severity: severity,
      expr: q.named('(min by (%s) (kubelet_certificate_manager_%s_ttl_seconds{%s}) < %d)' % [
        byInstance,
        std.asciiLower(kind),
        config.kubeletSelector,
        if severity == 'critical'
        then config.kubeletCertExpirationCriticalSeconds
        else config.kubeletCertExpirationWarningSeconds,
      ]),
      summary: 'The %s certificate of a kubelet expires soon.' % std.asciiLower(kind),
      description:
        'The %s certificate of the kubelet on node {{ $labels.node }} expires in {{ $value | humanizeDuration }}.' % std.asciiLower(kind),
    })
    for severity in ['warning', 'critical']
  ];
  local renewal(kind, metric) =
    alert('Kubelet%sCertificateRenewalErrors' % kind, {
      severity: 'warning',
      'for': '15m',
      expr: q.named('(max by (%s) (increase(%s{%s}[10m])) > 0)' % [byInstance, metric, config.kubeletSelector]),
      summary: 'A kubelet cannot renew its %s certificate.' % std.asciiLower(kind),
      description:
        'The kubelet on node {{ $labels.node }} failed {{ $value | humanize }} times within 10 minutes to renew its %s certificate.' % std.asciiLower(kind),
    });

  {
    name: 'kubernetes-system-kubelet',
    rules: [
      alert('KubeNodeNotReady', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          %s == 0
          and %s
        ||| % [
          node.value('kube_node_status_condition', 'condition="Ready", status="true"'),
          node.inService,
        ],
        summary: 'A node is not ready.',
        description: 'Node {{ $labels.node }} has not been ready for more than 15 minutes.',
      }),
      alert('KubeNodePressure', {
        severity: 'info',
        'for': '10m',
        expr: |||
          %s == 1
          and %s
        ||| % [
          q.node(['condition']).value(
            'kube_node_status_condition', 'condition=~"(Memory|Disk|PID)Pressure", status="true"'
          ),
          node.inService,
        ],
        summary: 'A node runs short of a resource.',
        description: 'Node {{ $labels.node }} reports {{ $labels.condition }}: it may evict pods soon.',
      }),
      alert('KubeNodeUnreachable', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          %s == 1
          unless %s == 1
        ||| % [
          node.value('kube_node_spec_taint', 'key="node.kubernetes.io/unreachable", effect="NoSchedule"'),
          node.value('kube_node_spec_taint', 'key=~"%s"' % std.join('|', config.kubeNodeUnreachableIgnoreKeys)),
        ],
        summary: 'A node is unreachable.',
        description:
          'The control plane has lost contact with node {{ $labels.node }}; its pods may be started elsewhere.',
      }),
      alert('KubeNodeReadinessFlapping', {
        severity: 'warning',
        'for': '15m',
        expr: |||
          max by (%s) (changes(%s[15m])) > 2
          and %s
        ||| % [
          node.by,
          q.series('kube_node_status_condition', config.kubeStateMetricsSelector, 'condition="Ready", status="true"'),
          node.inService,
        ],
        summary: 'A node changes between ready and not ready.',
        description: 'Node {{ $labels.node }} changed its readiness {{ $value }} times within 15 minutes.',
      }),
      alert('KubeNodeEviction', {
        severity: 'info',
        'for': '0s',
        expr: q.named('(sum by (%s) (increase(kubelet_evictions{%s}[15m])) > 0)' % [
          q.labels(['instance', 'eviction_signal']),
          config.kubeletSelector,
        ]),
        summary: 'A node evicts pods.',
        description:
          'Node {{ $labels.node }} evicted {{ $value | humanize }} pods within 15 minutes because of {{ $labels.eviction_signal }}.',
      }),
      alert('KubeletTooManyPods', {
        severity: 'info',
        'for': '15m',
        // A capacity of one is that of a virtual node, which exists for its only pod.
        expr: |||
          (
            %s
          )
          / on (%s) group_left ()
          (
            %s != 1
          )
          > %d / 100
        ||| % [
          std.strReplace(std.rstripChars(q.named('max by (%s) (kubelet_running_pods{%s})' % [byInstance, config.kubeletSelector]), '\n'), '\n', '\n  '),
          node.by,
          node.value('kube_node_status_capacity', 'resource="pods"'),
          config.kubeletPodCapacityPercent,
        ],
        summary: 'A node runs almost as many pods as it may.',
        description: 'Node {{ $labels.node }} runs {{ $value | humanizePercentage }} of the pods it has room for.',
      }),
      alert('KubeletPlegDurationHigh', {
        severity: 'warning',
        'for': '5m',
        expr: 'node_quantile:kubelet_pleg_relist_duration_seconds:histogram_quantile{quantile="0.99"} >= %d' % config.kubeletPlegSeconds,
        summary: 'A kubelet is slow to list its containers.',
        description:
          'The kubelet on node {{ $labels.node }} needs {{ $value | humanizeDuration }} (99th percentile) to list its containers: the container runtime is slow.',
      }),
      alert('KubeletPodStartUpLatencyHigh', {
        severity: 'warning',
        'for': '15m',
        expr: q.named(|||
          (
            histogram_quantile(
              0.99,
              sum by (%s, le) (rate(kubelet_pod_worker_duration_seconds_bucket{%s}[5m]))
            ) > %d
          )
        ||| % [byInstance, config.kubeletSelector, config.kubeletPodStartSeconds]),
        summary: 'Pods start slowly on a node.',
        description:
          'On node {{ $labels.node }} the kubelet needs {{ $value | humanizeDuration }} (99th percentile) to bring a pod to its wanted state.',
      }),
    ] + certificate('Client') + certificate('Server') + [
      renewal('Client', 'kubelet_certificate_manager_client_expiration_renew_errors'),
      renewal('Server', 'kubelet_server_expiration_renew_errors'),
      alert('KubeletInstanceUnreachable', {
        severity: 'warning',
        'for': '15m',
        expr: q.unreachable(config.kubeletSelector),
        summary: 'A kubelet is unreachable.',
        description: 'Prometheus cannot scrape the kubelet at {{ $labels.instance }}.',
      }),
      alert('KubeletDown', {
        severity: 'critical',
        'for': '15m',
        expr: |||
          count by (%(cluster)s) (kube_node_info{%(ksm)s})
          unless on (%(cluster)s)
          count by (%(cluster)s) (up{%(kubelet)s} == 1)
        ||| % {
          cluster: config.clusterLabel,
          ksm: config.kubeStateMetricsSelector,
          kubelet: config.kubeletSelector,
        },
        summary: 'No kubelet is scraped.',
        description: 'The cluster has {{ $value }} nodes, but Prometheus reaches the kubelet of none.',
      }),
    ],
  }
