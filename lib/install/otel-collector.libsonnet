// The OpenTelemetry collector: one that applications send to, and one on each
// node that reads the logs of its pods, where that is wanted.
local config = import '../otel-collector/config.libsonnet';

local yaml(value) = std.manifestYamlDoc(value, quote_keys=false) + '\n';

function(kit, values)
  local to = config.to(kit.model, values);
  // Both are scraped alike, and only one is sent to.
  local role(name) = { 'app.kubernetes.io/component': name };
  local files = { 'otel-collector.yml': yaml(config.gateway(values, to, '0.0.0.0')) };
  local ofLogs = { 'otel-collector.yml': yaml(config.logs(values, to, '/var/otel-collector')) };
  local container(ports) = {
    name: 'otel-collector',
    image: kit.image(values, '%s:%s'),
    args: ['--config=/etc/otel-collector/otel-collector.yml'],
    // Go's collector of garbage then works before the limit is near.
    env: [{ name: 'GOMEMLIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1' } } }],
    ports: [{ name: name, containerPort: ports[name] } for name in std.objectFields(ports)],
    readinessProbe: { httpGet: { path: '/', port: 'health' } },
    livenessProbe: { httpGet: { path: '/', port: 'health' }, initialDelaySeconds: 30, failureThreshold: 6 },
    resources: values.resources,
    securityContext: kit.containerSecurity,
    volumeMounts: [{ name: 'config', mountPath: '/etc/otel-collector', readOnly: true }],
  };
  local with(name, object) = object {
    spec+: {
      selector+: { matchLabels+: role(name) },
      template+: { metadata+: { labels+: role(name) } },
    },
  };
  local taken = { 'otlp-grpc': values.otlp.grpc, 'otlp-http': values.otlp.http };
  local own = { health: values.ports.health, metrics: values.ports.metrics };
  local received = if values.metrics then { received: values.ports.received } else {};
  {
    'service-account': kit.serviceAccount(values.kubernetes),
    'config-map': kit.configMap(files),
    deployment: with('gateway', kit.deployment(
      kit.pods(10001, {
        [if values.kubernetes then 'automountServiceAccountToken']: true,
        affinity: kit.apart(values.replicas, kit.selects(kit.part) + role('gateway')),
        containers: [container(own + received + taken)],
        volumes: [{ name: 'config', configMap: { name: kit.name + '-config' } }],
      }, annotations=kit.digest(files), volumes=false),
      replicas=values.replicas
    )),
    service: kit.service(taken) { spec+: { selector+: role('gateway') } },
    'network-policy': kit.networkPolicy({
      [std.toString(values.ports.metrics)]: kit.peers(['prometheus']),
      [if values.metrics then std.toString(values.ports.received)]: kit.peers(['prometheus']),
      [std.toString(values.otlp.grpc)]: values.senders,
      [std.toString(values.otlp.http)]: values.senders,
    }),
    'pod-disruption-budget': if values.replicas < 2 then null
    else kit.budget(values.replicas) { spec+: { selector+: { matchLabels+: role('gateway') } } },
    [if values.kubernetes then 'cluster-role']: kit.clusterRole([
      { apiGroups: [''], resources: ['namespaces', 'pods'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['get', 'list', 'watch'] },
    ]),
    [if values.kubernetes then 'cluster-role-binding']: kit.clusterRoleBinding(),
  } + (
    if !values.pod_logs.enabled then {} else {
      'config-map-logs': kit.configMap(ofLogs, '-logs'),
      'daemon-set-logs':
        local all = with('logs', kit.daemonSet(kit.pods(0, {
          containers: [
            container(own) {
              volumeMounts+: [
                { name: 'logs', mountPath: '/var/log/pods', readOnly: true },
                { name: 'state', mountPath: '/var/otel-collector' },
              ],
            },
          ],
          // Logs of all nodes are wanted.
          tolerations: [{ operator: 'Exists' }],
          volumes: [
            { name: 'config', configMap: { name: kit.name + '-logs' } },
            { name: 'logs', hostPath: { path: '/var/log/pods' } },
            { name: 'state', hostPath: { path: '/var/lib/' + kit.name, type: 'DirectoryOrCreate' } },
          ],
        }, annotations=kit.digest(ofLogs))));
        all {
          metadata+: { name: kit.name + '-logs' },
          // The files of logs are root's alone.
          spec+: { template+: { spec+: { securityContext: { runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } } } } },
        },
    }
  )
