{
  name: 'gke',
  help: 'Google Kubernetes Engine: a managed control plane that cannot be scraped.',
  facts: {
    scheduler: false,
    controllerManager: false,
    proxy: false,
    controlPlaneEtcd: false,
    coredns: false,
    oneVersion: false,
  },
  why: {
    scheduler: 'GKE hides the control plane',
    controllerManager: 'GKE hides the control plane',
    proxy: 'kube-proxy is a static pod bound to localhost, or replaced by Dataplane V2',
    controlPlaneEtcd: 'GKE hides the control plane',
    coredns: 'most clusters resolve names by kube-dns or Cloud DNS',
    oneVersion: 'Google upgrades the control plane first and the nodes days later',
  },
}
