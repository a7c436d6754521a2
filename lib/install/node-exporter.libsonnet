// node_exporter, which reads the node: its files, network and processes. It
// listens in the node's network, where no NetworkPolicy holds.
function(kit, values)
  local root = '/host/root';
  local mounts = {
    '/host/proc': { name: 'proc', path: '/proc' },
    '/host/sys': { name: 'sys', path: '/sys' },
    [root]: { name: 'root', path: '/' },
  };
  // What is mounted later on the node is seen only where mounts propagate.
  local propagation = if kit.facts.sharedMounts then { mountPropagation: 'HostToContainer' } else {};
  {
    'service-account': kit.serviceAccount(),
    'daemon-set': {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: kit.meta(),
      spec: {
        selector: { matchLabels: kit.selects(kit.part) },
        template: kit.pods(65534, {
          containers: [
            {
              name: 'node-exporter',
              image: kit.image(values),
              args: [
                      '--path.procfs=/host/proc',
                      '--path.sysfs=/host/sys',
                      '--path.rootfs=' + root,
                      '--path.udev.data=%s/run/udev/data' % root,
                      '--web.listen-address=:%d' % values.port,
                      '--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/k3s/containerd/.+|run/credentials/.+|var/lib/docker/.+|var/lib/kubelet/pods/.+)($|/)',
                      '--collector.netclass.ignored-devices=^(veth.*|[a-f0-9]{15})$',
                      '--collector.netdev.device-exclude=^(veth.*|[a-f0-9]{15})$',
                    ] + ['--no-collector.' + name for name in std.set(values.collectors.off)]
                    + ['--collector.' + name for name in std.set(values.collectors.on)],
              ports: [{ name: 'http-metrics', containerPort: values.port, hostPort: values.port }],
              livenessProbe: { httpGet: { path: '/', port: 'http-metrics' } },
              readinessProbe: { httpGet: { path: '/', port: 'http-metrics' } },
              resources: values.resources,
              securityContext: kit.containerSecurity,
              volumeMounts: [
                { name: mounts[path].name, mountPath: path, readOnly: true } + propagation
                for path in std.objectFields(mounts)
              ],
            },
          ],
          hostNetwork: true,
          hostPID: true,
          tolerations: [{ operator: 'Exists' }],
          volumes: [
            { name: mounts[path].name, hostPath: { path: mounts[path].path } }
            for path in std.objectFields(mounts)
          ],
        }, volumes=false),
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      },
    },
    service: kit.service({ 'http-metrics': values.port }, headless=true),
    'service-monitor': kit.monitor({
      'http-metrics': {
        interval: values.interval,
        // A node keeps its name, a pod does not.
        relabelings: [
          { action: 'replace', sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'instance' },
        ],
      },
    }),
  }
