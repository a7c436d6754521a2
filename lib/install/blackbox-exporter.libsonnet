// The blackbox exporter with the modules of all probes.
function(kit, values)
  local wanted = kit.model.modules;
  local ofProbes = {
    [name]: { [key]: wanted[name][key] for key in std.objectFields(wanted[name]) if key != 'part' }
    for name in std.objectFields(wanted)
  };
  local usual = { http_2xx: { prober: 'http', http: { preferred_ip_protocol: 'ip4' } } };
  local modules = (if wanted == {} then usual else ofProbes) + values.modules;
  local pings = std.any([modules[name].prober == 'icmp' for name in std.objectFields(modules)]);
  local config = std.manifestYamlDoc({ modules: modules }, quote_keys=false) + '\n';
  {
    'service-account': kit.serviceAccount(),
    'config-map': {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: kit.meta('-config'),
      data: { 'blackbox.yml': config },
    },
    deployment: kit.deployment(
      kit.pods(65534, {
        affinity: kit.apart(values.replicas),
        containers: [
          {
            name: 'blackbox-exporter',
            image: kit.image(values),
            args: ['--config.file=/etc/blackbox/blackbox.yml', '--web.listen-address=:9115'],
            ports: [{ name: 'http', containerPort: 9115 }],
            livenessProbe: { httpGet: { path: '/-/healthy', port: 'http' } },
            readinessProbe: { httpGet: { path: '/-/healthy', port: 'http' } },
            resources: values.resources,
            securityContext: kit.containerSecurity,
            volumeMounts: [{ name: 'config', mountPath: '/etc/blackbox', readOnly: true }],
          },
        ],
        volumes: [{ name: 'config', configMap: { name: kit.name + '-config' } }],
      }, annotations={ 'mixgen.io/config': std.md5(config) }, volumes=false) + (
        // Lets every group send pings, without a capability.
        if !pings then {}
        else { spec+: { securityContext+: { sysctls: [{ name: 'net.ipv4.ping_group_range', value: '0 2147483647' }] } } }
      ),
      replicas=values.replicas
    ),
    service: kit.service({ http: 9115 }),
    'service-monitor': kit.monitor({ http: {} }),
    'network-policy': kit.networkPolicy({ '9115': kit.from(['prometheus']) }),
    'pod-disruption-budget': kit.budget(values.replicas),
  }
