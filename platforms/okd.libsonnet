{
  name: 'okd',
  help: 'OKD and OpenShift: the platform monitors itself, projects join user workload monitoring.',
  '#defaults':: 'Keys of an environment that differ here unless it says otherwise.',
  defaults: { stack: 'openshift-user-workload' },
  facts: {
    scheduler: false,
    controllerManager: false,
    proxy: false,
    controlPlaneEtcd: false,
    coredns: false,
    kubeSystem: false,
    hostAccess: false,
    fixedIds: false,
    routes: true,
  },
  why: {
    scheduler: 'the platform watches its own scheduler',
    controllerManager: 'the platform watches its own controller managers',
    proxy: 'OVN-Kubernetes replaces kube-proxy',
    controlPlaneEtcd: 'the platform watches its own etcd',
    coredns: 'the platform watches its own DNS, which is in openshift-dns',
    kubeSystem: 'what is in kube-system belongs to the platform',
    hostAccess: "port 9100 of every node is taken by the platform's node_exporter, and restricted-v2 allows no other to look",
    fixedIds: 'the security context constraint restricted-v2 assigns the ids',
    routes: 'the router knows Routes, and makes one of each Ingress only where it has a path',
  },
  // The platform's monitors and rules are its own. An operator that read them
  // too would scrape and alert twice.
  patch: {
    'prometheus-operator': {
      local c = self,
      values+: { namespaces: [c.environment.common.namespace] },
    },
  },
  notes: {
    'user workload monitoring': "Join it, unless there is a reason not to: `enableUserWorkload: true` in the ConfigMap cluster-monitoring-config of openshift-monitoring. A Prometheus of your own is not supported by the vendor; where you want one, `stack: 'observability-operator'` with target `rhob` has an API group of its own.",
    'definitions of the operator': 'The CustomResourceDefinitions of monitoring.coreos.com belong to the Cluster Monitoring Operator: in mode `install` never apply others. The operator that mode `install` brings reads one namespace only.',
    'metrics API': 'The platform brings metrics-server.',
    security: 'restricted-v2 refuses fixed user and group ids, so pods here ask for none.',
    storage: 'Whether there is a default class depends on where the cluster runs: if there is none, set `storage: null` of prometheus and alertmanager.',
  },
}
