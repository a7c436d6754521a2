// Prometheus, as a custom resource of the operator.
function(kit, values)
  local model = kit.model;
  // What it must be able to look up where it looks for targets.
  local discovers = [
    { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
  ];
  local reader = model.stack.reader;
  {
    'service-account': kit.serviceAccount(true),
    prometheus: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Prometheus',
      metadata: kit.meta(),
      spec: kit.withoutNulls({
        image: kit.image(values),
        version: values.version,
        replicas: values.replicas,
        affinity: kit.apart(values.replicas),
        nodeSelector: kit.linux,
        podMetadata: { labels: kit.labels },
        resources: values.resources,
        securityContext: kit.podSecurity(65534),
        serviceAccountName: kit.name,

        scrapeInterval: values.interval,
        evaluationInterval: values.evaluation_interval,
        externalLabels: values.external_labels,
        externalUrl: values.external_url,
        retention: values.retention,
        retentionSize: values.retention_size,
        storage: kit.volumeClaim(values),
        enableFeatures: (if values.exemplars > 0 then ['exemplar-storage'] else []) + values.features,
        enableRemoteWriteReceiver: if model.writes == {} then null else true,
        exemplars: if values.exemplars > 0 then { maxSize: values.exemplars } else null,

        // What anybody puts into the cluster counts: projects join so.
        podMonitorSelector: {},
        podMonitorNamespaceSelector: {},
        probeSelector: {},
        probeNamespaceSelector: {},
        ruleSelector: {},
        ruleNamespaceSelector: {},
        scrapeConfigSelector: {},
        scrapeConfigNamespaceSelector: {},
        serviceMonitorSelector: {},
        serviceMonitorNamespaceSelector: {},
        serviceDiscoveryRole: 'EndpointSlice',

        // A monitor could send the token of this Prometheus anywhere, were it
        // allowed to name files; those that need it name a class.
        arbitraryFSAccessThroughSMs: { deny: true },
        local account = '/var/run/secrets/kubernetes.io/serviceaccount',
        scrapeClasses: [
          {
            name: 'apiserver',
            authorization: { credentialsFile: account + '/token' },
            tlsConfig: { caFile: account + '/ca.crt', serverName: 'kubernetes' },
          },
          {
            name: 'node',
            authorization: { credentialsFile: account + '/token' },
            // Kubelets and the control plane sign their own certificates.
            tlsConfig: { insecureSkipVerify: true },
          },
        ],
        alerting: if !std.objectHas(model.install, 'alertmanager') then null
        else { alertmanagers: [{ name: kit.nameOf('alertmanager'), namespace: kit.namespace, port: 'web', apiVersion: 'v2' }] },
      }),
    },
    service: kit.service({ web: 9090, 'reloader-web': 8080 }, sticky=values.replicas > 1),
    'service-monitor': kit.monitor({ web: {}, 'reloader-web': {} }),
    'network-policy': kit.networkPolicy({
      '9090': kit.from(['grafana', 'prometheus'] + std.objectFields(model.writes)) + values.clients,
      '8080': kit.from(['prometheus']),
    }),
    'pod-disruption-budget': kit.budget(values.replicas),
    'cluster-role': kit.clusterRole([
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics', '/metrics/slis'], verbs: ['get'] },
    ] + (if reader == null then discovers else [])),
    'cluster-role-binding': kit.clusterRoleBinding(),
  } + (if reader == null then {} else kit.roles(reader.sees, discovers))
