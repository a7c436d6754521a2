{
  local p = self,
  local v = p.values,
  name: 'k3s',
  help: 'k3s: one process is the whole control plane.',
  values: {
    '#etcd':: 'whether its state is in the embedded etcd (`--cluster-init`) and etcd tells its metrics (`--etcd-expose-metrics`)',
    etcd: false,
  },
  facts: {
    scheduler: false,
    controllerManager: false,
    proxy: false,
    controlPlaneEtcd: v.etcd,
    oneProcess: true,
    traefikNamespace: 'kube-system',
    volumeStats: false,
  },
  why: {
    scheduler: 'k3s runs the scheduler inside one process and offers no job of its own',
    controllerManager: 'k3s runs the controller manager inside one process and offers no job of its own',
    proxy: 'k3s runs kube-proxy inside one process and offers no job of its own',
    controlPlaneEtcd: 'k3s keeps its state in SQLite, or in an etcd that hides its metrics, unless it is told otherwise',
    oneProcess: 'every port of k3s answers with the metrics of all that runs in it, so each family is taken from one port',
    traefikNamespace: 'k3s brings Traefik there',
    volumeStats: "local-path volumes report the size and use of the node's disk",
  },
  notes: {
    'metrics API': 'k3s brings metrics-server, which owns v1beta1.metrics.k8s.io: a prometheus-adapter beside it must leave that to it, or start k3s with `--disable=metrics-server`.',
    storage: 'The class `local-path` is the default: a volume stays on the node where it was made, and so does its pod.',
    ingress: 'Traefik is there; the component `traefik` scrapes it. By the annotations of its pods it is not found: some releases of k3s name another port there.',
  },
}
