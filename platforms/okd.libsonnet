{
  name: 'okd',
  help: 'OKD and OpenShift: the platform monitors itself, projects join user workload monitoring.',
  '#defaults':: 'Keys of an environment that differ here unless it says otherwise.',
  defaults: { stack: 'openshift-user-workload' },
  facts: {
    proxy: false,
    fixedIds: false,
  },
  why: {
    proxy: 'OVN-Kubernetes replaces kube-proxy',
    fixedIds: 'the security context constraint restricted-v2 assigns the ids',
  },
}
