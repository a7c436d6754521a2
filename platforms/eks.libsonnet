{
  name: 'eks',
  help: 'Amazon Elastic Kubernetes Service: a managed control plane that cannot be scraped as pods.',
  facts: {
    scheduler: false,
    controllerManager: false,
    proxy: false,
    controlPlaneEtcd: false,
    dnsPort: 9153,
    oneVersion: false,
    storageClass: false,
  },
  why: {
    scheduler: 'EKS hides the control plane',
    controllerManager: 'EKS hides the control plane',
    proxy: 'kube-proxy serves metrics to its own host only',
    controlPlaneEtcd: 'EKS hides the control plane',
    dnsPort: 'the Service of older CoreDNS add-ons has no port for metrics, so the port of the pods is taken',
    oneVersion: 'the control plane is upgraded first, node groups follow',
    storageClass: 'since 1.30 no class is the default, and volumes need the EBS CSI add-on; with one, set `storage` and `storage_class` of prometheus and alertmanager',
  },
  notes: {
    'control plane': 'From 1.28 on the API server serves some metrics of scheduler and controller manager under `/apis/metrics.eks.amazonaws.com/v1/ksh/container/metrics` and `/kcm/container/metrics`, to who may get `ksh/metrics` and `kcm/metrics` of the group metrics.eks.amazonaws.com.',
    storage: 'EFS is no place for Prometheus: it needs a POSIX file system that is not NFS.',
  },
}
