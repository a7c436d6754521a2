// Loki as one process, with the rules of the environment for its ruler.
local alertmanager = import '../loki/alertmanager.libsonnet';
local config = import '../loki/config.libsonnet';
local rules = import '../loki/rules.libsonnet';

function(kit, values)
  local objects = values.object_storage;
  local yaml(value) = std.manifestYamlDoc(value, quote_keys=false) + '\n';
  local files = {
    'loki.yml': yaml(config(values, { data: '/var/loki', rules: '/etc/loki/rules' }, alertmanager(kit.model, values))),
  };
  local groups = rules.of(kit.model);
  local ruleFiles = { [part + '.yml']: yaml({ groups: groups[part] }) for part in std.objectFields(groups) };
  local credential(name, key) = { name: name, valueFrom: { secretKeyRef: { name: objects.secret, key: key } } };
  {
    'service-account': kit.serviceAccount(),
    'config-map': kit.configMap(files),
    // The label tells them from rules of Prometheus.
    'config-map-rules': kit.configMap(ruleFiles, '-rules') + { metadata+: { labels+: { loki_rule: '1' } } },
    'stateful-set': kit.statefulSet(kit.pods(10001, {
      containers: [
        kit.withoutNulls({
          name: 'loki',
          image: kit.image(values, '%s:%s'),
          args: ['-config.file=/etc/loki/loki.yml', '-target=all'],
          env: if objects.secret == null then null else [
            credential('AWS_ACCESS_KEY_ID', objects.keys.id),
            credential('AWS_SECRET_ACCESS_KEY', objects.keys.key),
          ],
          ports: [{ name: 'http', containerPort: 3100 }],
          // It waits for its ring for a while.
          readinessProbe: { httpGet: { path: '/ready', port: 'http' }, initialDelaySeconds: 15 },
          livenessProbe: { httpGet: { path: '/metrics', port: 'http' }, initialDelaySeconds: 60, failureThreshold: 6 },
          resources: values.resources,
          securityContext: kit.containerSecurity,
          volumeMounts: [
            { name: 'data', mountPath: '/var/loki' },
            { name: 'tmp', mountPath: '/tmp' },
            { name: 'config', mountPath: '/etc/loki/loki.yml', subPath: 'loki.yml', readOnly: true },
            { name: 'rules', mountPath: '/etc/loki/rules/fake', readOnly: true },
          ],
        }),
      ],
      // It writes down what it holds in memory.
      terminationGracePeriodSeconds: 120,
      volumes: [
        { name: 'config', configMap: { name: kit.name + '-config' } },
        { name: 'rules', configMap: { name: kit.name + '-rules' } },
        { name: 'tmp', emptyDir: {} },
      ],
    }, annotations=kit.digest(files)), values),
    service: kit.service({ http: 3100 }),
    'network-policy': kit.networkPolicy({
      '3100': kit.peers(kit.made('alloy') + kit.made('otel-collector') + ['grafana', 'prometheus']) + values.clients,
    }),
  }
