{
  name: 'aks',
  help: 'Azure Kubernetes Service: a managed control plane that cannot be scraped.',
  facts: {
    scheduler: false,
    controllerManager: false,
    proxy: false,
    controlPlaneEtcd: false,
    dnsPort: 9153,
    oneVersion: false,
  },
  why: {
    scheduler: 'AKS hides the control plane',
    controllerManager: 'AKS hides the control plane',
    proxy: 'kube-proxy serves metrics to its own host only',
    controlPlaneEtcd: 'AKS hides the control plane',
    dnsPort: 'the Service of CoreDNS has no port for metrics, so the port of the pods is taken',
    oneVersion: 'the control plane is upgraded first, node pools follow',
  },
  notes: {
    'metrics API': 'AKS brings metrics-server, which owns v1beta1.metrics.k8s.io: a prometheus-adapter must not claim it.',
    storage: 'The class `default` makes Azure disks. Azure Files is no place for Prometheus.',
  },
}
