{
  local p = self,
  local v = p.values,
  name: 'kind',
  help: 'kind: a cluster of kubeadm whose nodes are containers.',
  values: {
    '#exposed':: 'whether controller manager and scheduler listen on all addresses (`bind-address: 0.0.0.0` in kubeadmConfigPatches), not on that of their host alone',
    exposed: false,
  },
  facts: {
    scheduler: v.exposed,
    controllerManager: v.exposed,
    controlPlaneEtcd: false,
    volumeStats: false,
    spareNodes: false,
    nodesAreHosts: false,
    sharedMounts: false,
  },
  why: {
    scheduler: 'kubeadm binds it to 127.0.0.1 unless it is told otherwise',
    controllerManager: 'kubeadm binds it to 127.0.0.1 unless it is told otherwise',
    controlPlaneEtcd: 'kubeadm binds the metrics of etcd to 127.0.0.1',
    volumeStats: "local-path volumes report the size and use of the node's disk",
    spareNodes: 'a cluster on one machine cannot lose a node',
    nodesAreHosts: 'all nodes are containers on one machine, whose clock, disks and load they all report',
    sharedMounts: 'a node is a container, and the root of a container is no shared mount: pods that ask for propagation do not start',
  },
  notes: {
    'metrics API': 'Nobody serves v1beta1.metrics.k8s.io; metrics-server needs `--kubelet-insecure-tls` here.',
    storage: 'The class `standard` is the default; volumes lie on the one disk of the machine.',
    nodes: 'All nodes are containers on one machine: node_exporter shows the same host several times.',
  },
}
