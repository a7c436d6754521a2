{
  local p = self,
  local v = p.values,
  name: 'kubeadm',
  help: 'A cluster made by kubeadm: the control plane is static pods, and yours.',
  values: {
    '#exposed':: 'whether controller manager and scheduler listen on all addresses (`bind-address: 0.0.0.0` in their extraArgs), not on that of their host alone',
    exposed: false,
  },
  facts: {
    scheduler: v.exposed,
    controllerManager: v.exposed,
    controlPlaneEtcd: v.exposed,
    storageClass: false,
  },
  why: {
    scheduler: 'kubeadm binds it to 127.0.0.1 unless it is told otherwise',
    controllerManager: 'kubeadm binds it to 127.0.0.1 unless it is told otherwise',
    controlPlaneEtcd: 'kubeadm binds the metrics of etcd (`listen-metrics-urls`, port 2381) to 127.0.0.1 unless it is told otherwise',
    storageClass: 'kubeadm brings no storage; with a default class, set `storage` of prometheus and alertmanager',
  },
  notes: {
    'metrics API': 'Nobody serves v1beta1.metrics.k8s.io until metrics-server or prometheus-adapter is installed.',
    'control plane': 'Their certificates are their own, so they are not verified. kube-proxy tells its metrics to its host alone (`metricsBindAddress`).',
  },
}
