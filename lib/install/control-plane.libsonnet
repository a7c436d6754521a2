// Monitors of the cluster itself: what the component `kubernetes` found that
// its platform offers. Series that nobody reads are dropped where they are
// many.
local families = import '../saving/families.libsonnet';

local drop(names) = { action: 'drop', sourceLabels: ['__name__'], regex: names };
local dropAll(names) = if names == [] then [] else [drop(std.join('|', names))];

// The component of the cluster that a pod is, and the port of its metrics.
local pods = {
  controllerManager: { name: 'kube-controller-manager', port: 10257, scheme: 'https' },
  proxy: { name: 'kube-proxy', port: 10249, scheme: 'http' },
  scheduler: { name: 'kube-scheduler', port: 10259, scheme: 'https' },
};

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
  local monitor(name, endpoints, labels, namespace, class, spared={}) =
    kit.monitor(endpoints, labels, namespace, '-' + name, { [if class != null then 'scrapeClass']: class }, spared);
  // All series of a target have these.
  local labelsOf(name) = { job: wanted[name].job } + std.get({
    cadvisor: { metrics_path: '/metrics/cadvisor' },
    kubelet: { metrics_path: '/metrics' },
  }, name, {});
  // What is dropped in any case, and what nobody reads.
  local unread(name) = dropAll(model.spare.unread(labelsOf(name), families.noise(name)));
  local spared(name) = kit.spared(name, labelsOf(name), families.noise(name));

  // Two paths of one port: an endpoint is looked up by its port, so the
  // second one is added.
  local kubelet =
    local base = { port: 'https-metrics', scheme: 'https', honorLabels: true, interval: model.common.interval };
    monitor('kubelet', {}, { 'app.kubernetes.io/name': 'kubelet' }, kubeletNamespace, 'node') {
      spec+: {
        endpoints: [
          base {
            relabelings: [job('kubelet'), path],
            metricRelabelings: unread('kubelet') + (if facts.oneProcess then [drop(ofTheControlPlane)] else []),
          } + spared('kubelet'),
        ] + (if !has('cadvisor') then [] else [
               base {
                 path: '/metrics/cadvisor',
                 // The kubelet's own times are older than the scrape.
                 honorTimestamps: false,
                 relabelings: [job('cadvisor'), path],
                 metricRelabelings: unread('cadvisor') + [
                   // Of the groups of processes that are no pods.
                   { action: 'drop', sourceLabels: ['__name__', 'pod'], regex: 'container_(spec_.*|file_descriptors|sockets|threads|threads_max|start_time_seconds|last_seen);' },
                 ] + (if facts.oneProcess then [drop('(kubelet|kubeproxy)_.+|' + ofTheControlPlane)] else []),
               } + spared('cadvisor'),
             ]),
      },
    };

  local apiserver = monitor('apiserver', {
    https: {
      scheme: 'https',
      relabelings: [job('apiserver')],
      metricRelabelings: unread('apiserver') + model.spare.crd(
        if model.saving.drop != 'nothing' && model.saving.buckets then []
        else model.spare.thinner('apiserver', labelsOf('apiserver'), ['etcd_request_duration_seconds_bucket'])
      ) + (if facts.oneProcess then [drop(ofTheNode)] else []),
    },
  }, { component: 'apiserver', provider: 'kubernetes' }, 'default', 'apiserver', spared('apiserver'));

  local coredns = kit.monitor(
    {}, { 'k8s-app': 'kube-dns' }, 'kube-system', '-coredns'
  ) {
    spec+: {
      endpoints: [
        {
          [if std.isNumber(facts.dnsPort) then 'targetPort' else 'port']: facts.dnsPort,
          interval: model.common.interval,
          relabelings: [job('coredns')],
          metricRelabelings: unread('coredns'),
        } + spared('coredns'),
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
      if pods[name].scheme == 'https' then 'node' else null,
      spared(name)
    ),
  };

  kit.documents({
    'service-monitor-kubelet': if has('kubelet') then kubelet else null,
    'service-monitor-apiserver': if has('apiserver') then apiserver else null,
    'service-monitor-coredns': if has('coredns') && !std.objectHas(model.scrape, 'coredns') then coredns else null,
  } + std.foldl(function(all, name) if has(name) then all + ofPods(name) else all, std.objectFields(pods), {}))
