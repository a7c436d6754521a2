{
  name: 'k3d',
  help: 'k3s in Docker: one process is the whole control plane, its data is in SQLite.',
  facts: {
    scheduler: false,
    controllerManager: false,
    proxy: false,
    controlPlaneEtcd: false,
    volumeStats: false,
    spareNodes: false,
  },
  why: {
    scheduler: 'k3s runs the scheduler inside one process and offers no job of its own',
    controllerManager: 'k3s runs the controller manager inside one process and offers no job of its own',
    proxy: 'k3s runs kube-proxy inside one process and offers no job of its own',
    controlPlaneEtcd: 'k3s keeps its state in SQLite unless it is told otherwise',
    volumeStats: "local-path volumes report the size and use of the node's disk",
    spareNodes: 'a cluster on one machine cannot lose a node',
  },
}
