// Grafana with its data sources and dashboards. Dashboards are ConfigMaps: a
// sidecar finds those of all projects in this namespace, or Grafana mounts
// those of this environment, one volume for each folder.
local datasources = import '../datasources.libsonnet';

local mountedAt = '/etc/dashboards';

local yaml(value) = std.manifestYamlDoc(value, quote_keys=false) + '\n';

// grafana.ini: sections of keys.
local ini(sections) = std.join('\n', [
  std.join('\n', ['[%s]' % section] + [
    '%s = %s' % [key, sections[section][key]]
    for key in std.objectFields(sections[section])
  ]) + '\n'
  for section in std.objectFields(sections)
]);

function(kit, values)
  local model = kit.model;
  local prometheus = std.get(model.install, 'prometheus', null);
  local serves(part, port) = 'http://%s.%s.svc:%d' % [kit.nameOf(part), kit.namespace, port];

  local given = {
    [if std.objectHas(model.install, 'prometheus') then 'Prometheus']:
      datasources.prometheus(serves('prometheus', 9090), prometheus.interval),
    [if std.objectHas(model.install, 'alertmanager') then 'Alertmanager']:
      datasources.alertmanager(serves('alertmanager', 9093)),
  };

  local files = {
    'grafana.ini': ini({
      analytics: { check_for_updates: false, reporting_enabled: false },
      log: { mode: 'console' },
      [if values.external_url != null then 'server']: { root_url: values.external_url },
      [if values.anonymous then 'auth.anonymous']: { enabled: true, org_role: 'Viewer' },
    } + { [section]+: values.config[section] for section in std.objectFields(values.config) }),
    'datasources.yaml': yaml(datasources.file(model, datasources.of(model, given))),
    'providers.yaml': yaml({
      apiVersion: 1,
      providers: [
        {
          name: 'dashboards',
          type: 'file',
          disableDeletion: false,
          allowUiUpdates: false,
          updateIntervalSeconds: 30,
          options: { path: mountedAt, foldersFromFilesStructure: true },
        },
      ],
    }),
  };

  // What the sidecar looks for.
  local labels = model.stack.labels.dashboards;
  local sidecar = model.common.dashboards != 'mounted' && labels != {};
  // ConfigMaps of dashboards by the folder that they ask for.
  local maps = kit.dashboards();
  local folders = std.set([map.metadata.annotations.grafana_folder for map in maps]);
  local volumesOfFolders = std.mapWithIndex(function(i, folder) {
    name: 'folder-%d' % i,
    folder:: folder,
    projected: {
      sources: [
        { configMap: { name: map.metadata.name } }
        for map in maps
        if map.metadata.annotations.grafana_folder == folder
      ],
    },
  }, folders);

  // The token of the sidecar, which Grafana itself must not have.
  local token = {
    name: 'token',
    projected: {
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
      ],
    },
  };

  local ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: kit.meta(),
    spec: {
      [if values.ingress_class != null then 'ingressClassName']: values.ingress_class,
      rules: [
        {
          host: values.host,
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: kit.name, port: { name: 'http' } } } },
            ],
          },
        },
      ],
      [if values.tls != null then 'tls']: [{ hosts: [values.host], secretName: values.tls }],
    },
  };
  local route = {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: kit.meta(),
    spec: {
      host: values.host,
      port: { targetPort: 'http' },
      tls: { insecureEdgeTerminationPolicy: 'Redirect', termination: 'edge' },
      to: { kind: 'Service', name: kit.name, weight: 100 },
      wildcardPolicy: 'None',
    },
  };

  local credential(key) = { secretKeyRef: { name: values.admin.secret, key: key } };
  local container = {
    name: 'grafana',
    image: kit.image(values, '%s:%s'),
    env: [
      { name: 'GF_SECURITY_ADMIN_USER', valueFrom: credential(values.admin.user) },
      { name: 'GF_SECURITY_ADMIN_PASSWORD', valueFrom: credential(values.admin.password) },
    ],
    ports: [{ name: 'http', containerPort: 3000 }],
    readinessProbe: { httpGet: { path: '/api/health', port: 'http' } },
    livenessProbe: { httpGet: { path: '/api/health', port: 'http' }, initialDelaySeconds: 60, failureThreshold: 10 },
    resources: values.resources,
    securityContext: kit.containerSecurity,
    volumeMounts: [
      { name: 'data', mountPath: '/var/lib/grafana' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'config', mountPath: '/etc/grafana/grafana.ini', subPath: 'grafana.ini', readOnly: true },
      { name: 'config', mountPath: '/etc/grafana/provisioning/datasources/datasources.yaml', subPath: 'datasources.yaml', readOnly: true },
      { name: 'config', mountPath: '/etc/grafana/provisioning/dashboards/providers.yaml', subPath: 'providers.yaml', readOnly: true },
    ] + (
      if sidecar then [{ name: 'dashboards', mountPath: mountedAt, readOnly: true }]
      else [{ name: volume.name, mountPath: '%s/%s' % [mountedAt, volume.folder], readOnly: true } for volume in volumesOfFolders]
    ),
  };
  local finder = {
    name: 'dashboards',
    image: values.sidecar,
    env: [
      { name: 'FOLDER', value: mountedAt },
      { name: 'FOLDER_ANNOTATION', value: 'grafana_folder' },
      { name: 'LABEL', value: std.objectFields(labels)[0] },
      { name: 'LABEL_VALUE', value: labels[std.objectFields(labels)[0]] },
      { name: 'METHOD', value: 'WATCH' },
      { name: 'NAMESPACE', value: kit.namespace },
      { name: 'RESOURCE', value: 'configmap' },
    ],
    resources: { requests: { cpu: '5m', memory: '80Mi' }, limits: { memory: '160Mi' } },
    securityContext: kit.containerSecurity,
    volumeMounts: [
      { name: 'dashboards', mountPath: mountedAt },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'token', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true },
    ],
  };
  {
    'service-account': kit.serviceAccount(),
    [if sidecar then 'role']: kit.role(kit.namespace, [
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
    ]),
    [if sidecar then 'role-binding']: kit.roleBinding(kit.namespace),
    'config-map': {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: kit.meta('-config'),
      data: files,
    },
    'persistent-volume-claim': if values.storage == null then null else {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: kit.meta(),
      spec: kit.claim(values),
    },
    deployment: kit.deployment(
      kit.pods(472, {
        containers: [container] + (if sidecar then [finder] else []),
        volumes: [
          { name: 'config', configMap: { name: kit.name + '-config' } },
          { name: 'data' } + (if values.storage == null then { emptyDir: {} } else { persistentVolumeClaim: { claimName: kit.name } }),
          { name: 'tmp', emptyDir: {} },
        ] + (if sidecar then [{ name: 'dashboards', emptyDir: {} }, token] else volumesOfFolders),
      }, annotations={ 'mixgen.io/config': std.md5(std.manifestJsonMinified(files)) }),
      // A volume can be at one node only.
      strategy=if values.storage == null then null else { type: 'Recreate' }
    ),
    service: kit.service({ http: 3000 }),
    'service-monitor': kit.monitor({ http: {} }),
    ingress: if values.host == null || kit.facts.routes then null else ingress,
    route: if values.host == null || !kit.facts.routes then null else route,
    'network-policy': kit.networkPolicy({
      // What stands before it comes from a namespace of its own.
      '3000': kit.from(['prometheus'])
              + (if values.host == null then [] else [{ namespaceSelector: if kit.facts.routes then { matchLabels: { 'policy-group.network.openshift.io/ingress': '' } } else {} }])
              + values.clients,
    }),
  }
