// Alloy on every node. It reads the logs of the pods of its node through the
// API server, so it needs nothing of the node.
local backends = import '../backends.libsonnet';
local config = import '../alloy/config.libsonnet';

function(kit, values)
  local model = kit.model;
  local tenant = if model.logs == null then null else model.logs.tenant;
  local files = {
    'config.alloy': config.text(values, true, model.cluster, backends.loki(model, values), tenant),
  };
  local otlp = if values.otlp.receive then { 'otlp-grpc': 4317, 'otlp-http': 4318 } else {};
  local ports = { http: 12345 } + otlp;
  local rights = [
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  ];
  {
    'service-account': kit.serviceAccount(true),
    'config-map': kit.configMap(files),
    'daemon-set': kit.daemonSet(kit.pods(473, {
      automountServiceAccountToken: true,
      containers: [
        {
          name: 'alloy',
          image: kit.image(values),
          args: [
            'run',
            '/etc/alloy/config.alloy',
            '--server.http.listen-addr=0.0.0.0:12345',
            '--storage.path=/var/lib/alloy',
            '--disable-reporting',
          ],
          env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
          ports: [{ name: name, containerPort: ports[name] } for name in std.objectFields(ports)],
          readinessProbe: { httpGet: { path: '/-/ready', port: 'http' } },
          resources: values.resources,
          securityContext: kit.containerSecurity,
          volumeMounts: [
            { name: 'data', mountPath: '/var/lib/alloy' },
            { name: 'tmp', mountPath: '/tmp' },
            { name: 'config', mountPath: '/etc/alloy', readOnly: true },
          ],
        },
      ],
      // Logs of all nodes are wanted.
      tolerations: [{ operator: 'Exists' }],
      volumes: [
        { name: 'config', configMap: { name: kit.name + '-config' } },
        { name: 'data', emptyDir: {} },
        { name: 'tmp', emptyDir: {} },
      ],
    }, annotations=kit.digest(files))),
    service: if otlp == {} then null else kit.service(otlp),
    'network-policy': kit.networkPolicy(
      { '12345': kit.peers(['prometheus']) } + { [std.toString(otlp[name])]: values.clients for name in std.objectFields(otlp) }
    ),
  } + (
    if values.namespaces == [] then {
      'cluster-role': kit.clusterRole(rights),
      'cluster-role-binding': kit.clusterRoleBinding(),
    }
    else kit.roles(values.namespaces, rights)
  )
