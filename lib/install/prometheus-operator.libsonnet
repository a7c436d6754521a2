// The Prometheus operator. It writes in this namespace, and beside the
// kubelets; elsewhere it reads what projects ask for.
local read = ['get', 'list', 'watch'];

// What it makes of a Prometheus or an Alertmanager.
local writes = [
  { apiGroups: ['monitoring.coreos.com'], resources: ['alertmanagers', 'prometheuses'], verbs: read + ['patch', 'update'] },
  {
    apiGroups: ['monitoring.coreos.com'],
    resources: ['alertmanagers/finalizers', 'alertmanagers/status', 'prometheuses/finalizers', 'prometheuses/status'],
    verbs: ['get', 'patch', 'update'],
  },
  { apiGroups: ['apps'], resources: ['statefulsets'], verbs: read + ['create', 'delete', 'patch', 'update'] },
  { apiGroups: [''], resources: ['configmaps', 'secrets'], verbs: read + ['create', 'delete', 'patch', 'update'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['delete', 'list'] },
  { apiGroups: [''], resources: ['services', 'services/finalizers'], verbs: ['create', 'delete', 'get', 'update'] },
];

// What projects write, and the Secrets that they refer to.
local reads = [
  {
    apiGroups: ['monitoring.coreos.com'],
    resources: ['alertmanagerconfigs', 'podmonitors', 'probes', 'prometheusrules', 'scrapeconfigs', 'servicemonitors'],
    verbs: read,
  },
  { apiGroups: [''], resources: ['configmaps', 'secrets'], verbs: read },
];

// The Service and the addresses of all kubelets, which it keeps.
local keepsKubelets = [
  { apiGroups: [''], resources: ['services'], verbs: ['create', 'get', 'update'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['create', 'delete', 'get', 'list', 'update'] },
];

function(kit, values)
  local kubelets = std.objectHas(kit.model.controlPlane, 'kubelet');
  local kubeletNamespace = if kit.facts.kubeSystem then 'kube-system' else kit.namespace;
  local everywhere = values.namespaces == [];
  local namespaces = std.set(values.namespaces + [kit.namespace]);
  // A namespace that it reads and writes has one Role for both.
  local rules =
    { [namespace]: reads for namespace in if everywhere then [] else namespaces }
    + { [kit.namespace]+: writes }
    + (if kubelets then { [kubeletNamespace]+: keepsKubelets } else {});
  {
    'service-account': kit.serviceAccount(true),
    'cluster-role': kit.clusterRole([
      { apiGroups: [''], resources: ['namespaces'], verbs: read },
      { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get'] },
      { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
    ] + (
      if kubelets then [{ apiGroups: [''], resources: ['nodes'], verbs: ['list', 'watch'] }] else []
    ) + (
      if everywhere then reads else []
    )),
    'cluster-role-binding': kit.clusterRoleBinding(),
    deployment: kit.deployment(kit.pods(65534, {
      automountServiceAccountToken: true,
      containers: [
        {
          name: 'prometheus-operator',
          image: kit.image(values),
          args: [
            '--prometheus-config-reloader=' + values.reloader,
            '--config-reloader-cpu-request=10m',
            '--config-reloader-cpu-limit=0',
            '--config-reloader-memory-request=50Mi',
            '--config-reloader-memory-limit=50Mi',
            '--disable-unmanaged-prometheus-configuration=true',
            '--watch-referenced-objects-in-all-namespaces=true',
          ] + [
            '--%s-instance-namespaces=%s' % [kind, kit.namespace]
            for kind in ['alertmanager', 'prometheus', 'thanos-ruler']
          ] + (
            if everywhere then [] else ['--namespaces=' + std.join(',', namespaces)]
          ) + (
            if !kubelets then []
            else [
              '--kubelet-service=%s/%s' % [kubeletNamespace, kit.nameOf('kubelet')],
              '--kubelet-endpoints=false',
              '--kubelet-endpointslice=true',
              // Most clusters have switched the port without TLS off.
              '--kubelet-http-metrics=false',
            ]
          ),
          ports: [{ name: 'http', containerPort: 8080 }],
          livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
          readinessProbe: { httpGet: { path: '/healthz', port: 'http' } },
          resources: values.resources,
          securityContext: kit.containerSecurity,
        },
      ],
    }, volumes=false)),
    service: kit.service({ http: 8080 }, headless=true),
    'service-monitor': kit.monitor({ http: { honorLabels: true } }),
    'network-policy': kit.networkPolicy({ '8080': kit.from(['prometheus']) }),
  } + std.foldl(
    function(all, namespace) all + kit.roles([namespace], rules[namespace]), std.objectFields(rules), {}
  )
