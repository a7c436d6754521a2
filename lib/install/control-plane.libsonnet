// Monitors of the cluster itself: what the component `kubernetes` found that
// its platform offers. Series that nobody reads are dropped where they are
// many.
local drop(names) = { action: 'drop', sourceLabels: ['__name__'], regex: names };

// The component of the cluster that a pod is, and the port of its metrics.
local pods = {
  controllerManager: { name: 'kube-controller-manager', port: 10257, scheme: 'https' },
  proxy: { name: 'kube-proxy', port: 10249, scheme: 'http' },
  scheduler: { name: 'kube-scheduler', port: 10259, scheme: 'https' },
};

// Buckets are most of what an API server has to say: those of the objective
// (`apiserver_request_sli_…`) stay, and some of its requests to etcd.
local apiserverNoise = [
  drop('apiserver_(flowcontrol_.+|request_body_size_bytes|request_duration_seconds|request_filter_duration_seconds|response_sizes)_bucket'),
  drop('apiserver_(watch_cache_read_wait_seconds|watch_events_sizes|watch_list_duration_seconds)_bucket'),
  drop('apiserver_admission_(controller|step)_admission_duration_seconds_.+|kubernetes_feature_enabled'),
  {
    action: 'drop',
    sourceLabels: ['__name__', 'le'],
    regex: 'etcd_request_duration_seconds_bucket;(0\\.005|0\\.05|0\\.2|0\\.6|0\\.8|1\\.25|1\\.5|3|4|6|8|15|20|45)(\\.0)?',
  },
];

// In one process all metrics come from every port: each is taken from one.
local ofTheNode = '(container|k3s|kubelet|kubeproxy|machine|pleg|prober|storage_operation|volume_manager)_.+';
local ofTheControlPlane = '(aggregator|apiextensions|apiserver|attachdetach|cronjob_controller|endpoint_slice|etcd|job_controller|kine|node_collector|node_ipam|rest_client|scheduler|ttl_after_finished|workqueue)_.+';

function(model, kit)
  local wanted = model.controlPlane;
  local facts = model.platform.facts;
  local has(name) = std.objectHas(wanted, name);
  local job(name) = { action: 'replace', targetLabel: 'job', replacement: wanted[name].job };
  local kubeletNamespace = if facts.kubeSystem then 'kube-system' else kit.namespace;
  local path = { action: 'replace', sourceLabels: ['__metrics_path__'], targetLabel: 'metrics_path' };
  local named(suffix) = kit.meta('-' + suffix).name;
  local monitor(name, endpoints, labels, namespace, class) =
    kit.monitor(endpoints, labels, namespace, '-' + name, { [if class != null then 'scrapeClass']: class });

  // Two paths of one port: an endpoint is looked up by its port, so the
  // second one is added.
  local kubelet =
    local base = { port: 'https-metrics', scheme: 'https', honorLabels: true, interval: model.common.interval };
    monitor('kubelet', {}, { 'app.kubernetes.io/name': 'kubelet' }, kubeletNamespace, 'node') {
      spec+: {
        endpoints: [
          base {
            relabelings: [job('kubelet'), path],
            metricRelabelings: [
              drop('kubelet_(cgroup_manager|http_requests)_duration_seconds_bucket|csi_operations_seconds_bucket'),
            ] + (if facts.oneProcess then [drop(ofTheControlPlane)] else []),
          },
        ] + (if !has('cadvisor') then [] else [
               base {
                 path: '/metrics/cadvisor',
                 // The kubelet's own times are older than the scrape.
                 honorTimestamps: false,
                 relabelings: [job('cadvisor'), path],
                 metricRelabelings: [
                   drop('container_(network_(tcp|udp)6?_usage_total|tasks_state|cpu_load_average_10s|memory_failures_total|blkio_device_usage_total)'),
                   // Of the groups of processes that are no pods.
                   { action: 'drop', sourceLabels: ['__name__', 'pod'], regex: 'container_(spec_.*|file_descriptors|sockets|threads|threads_max|start_time_seconds|last_seen);' },
                 ] + (if facts.oneProcess then [drop('(kubelet|kubeproxy)_.+|' + ofTheControlPlane)] else []),
               },
             ]),
      },
    };

  local apiserver = monitor('apiserver', {
    https: {
      scheme: 'https',
      relabelings: [job('apiserver')],
      metricRelabelings: apiserverNoise + (if facts.oneProcess then [drop(ofTheNode)] else []),
    },
  }, { component: 'apiserver', provider: 'kubernetes' }, 'default', 'apiserver');

  local coredns = kit.monitor(
    {}, { 'k8s-app': 'kube-dns' }, 'kube-system', '-coredns'
  ) {
    spec+: {
      endpoints: [
        {
          [if std.isNumber(facts.dnsPort) then 'targetPort' else 'port']: facts.dnsPort,
          interval: model.common.interval,
          relabelings: [job('coredns')],
          metricRelabelings: [drop('coredns_cache_misses_total')],
        },
      ],
    },
  };

  // The pods have no Service.
  local service(name) = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: kit.meta('-' + pods[name].name, 'kube-system') + {
      labels+: { 'app.kubernetes.io/name': pods[name].name, 'app.kubernetes.io/instance': named(pods[name].name) },
    },
    spec: {
      clusterIP: 'None',
      ports: [{ name: 'metrics', port: pods[name].port, targetPort: pods[name].port }],
      selector: if name == 'proxy' then { 'k8s-app': 'kube-proxy' } else { [facts.controlPlaneLabel]: pods[name].name },
    },
  };
  local ofPods(name) = {
    ['service-' + pods[name].name]: service(name),
    ['service-monitor-' + pods[name].name]: monitor(
      pods[name].name,
      { metrics: { scheme: pods[name].scheme, relabelings: [job(name)] } },
      { 'app.kubernetes.io/instance': named(pods[name].name) },
      'kube-system',
      if pods[name].scheme == 'https' then 'node' else null
    ),
  };

  kit.documents({
    'service-monitor-kubelet': if has('kubelet') then kubelet else null,
    'service-monitor-apiserver': if has('apiserver') then apiserver else null,
    'service-monitor-coredns': if has('coredns') && !std.objectHas(model.scrape, 'coredns') then coredns else null,
  } + std.foldl(function(all, name) if has(name) then all + ofPods(name) else all, std.objectFields(pods), {}))
