// kube-state-metrics. It may list what it is told to watch, and nothing else.
local groups = import './kinds.libsonnet';

function(kit, values)
  local watched(group) = [resource for resource in groups[group] if std.member(values.objects, resource)];
  local flag(name, list) = if list == [] then [] else ['--%s=%s' % [name, std.join(',', list)]];
  local probe(path, port) = { httpGet: { path: path, port: port }, initialDelaySeconds: 5, timeoutSeconds: 5 };
  {
    'service-account': kit.serviceAccount(true),
    'cluster-role': kit.clusterRole([
      { apiGroups: [group], resources: watched(group), verbs: ['list', 'watch'] }
      for group in std.objectFields(groups)
      if watched(group) != []
    ]),
    'cluster-role-binding': kit.clusterRoleBinding(),
    deployment: kit.deployment(kit.pods(65534, {
      automountServiceAccountToken: true,
      containers: [
        {
          name: 'kube-state-metrics',
          image: kit.image(values),
          args: [
                  '--port=8080',
                  '--telemetry-port=8081',
                ] + flag('resources', std.set(values.objects))
                + flag('metric-denylist', values.denied)
                + flag('metric-labels-allowlist', [
                  '%s=[%s]' % [resource, std.join(',', values.labels[resource])]
                  for resource in std.objectFields(values.labels)
                ]),
          ports: [
            { name: 'http-metrics', containerPort: 8080 },
            { name: 'telemetry', containerPort: 8081 },
          ],
          livenessProbe: probe('/livez', 'http-metrics'),
          readinessProbe: probe('/readyz', 'telemetry'),
          resources: values.resources,
          securityContext: kit.containerSecurity,
        },
      ],
    }, volumes=false)),
    service: kit.service({ 'http-metrics': 8080, telemetry: 8081 }, headless=true),
    'service-monitor': kit.monitor({
      'http-metrics': {
        interval: values.interval,
        honorLabels: true,
        // Where a metric names no pod or namespace it must not get those of
        // kube-state-metrics itself.
        relabelings: [{ action: 'labeldrop', regex: 'container|endpoint|namespace|pod|service' }],
      },
      telemetry: { interval: values.interval },
    }),
    'network-policy': kit.networkPolicy({
      '8080': kit.from(['prometheus']),
      '8081': kit.from(['prometheus']),
    }),
  }
