// What a platform can say about its clusters. Components draw the
// conclusions; a platform never names an alert. The defaults describe a
// cluster made by kubeadm whose control plane can be scraped.
{
  '#scheduler':: 'Whether kube-scheduler can be scraped as a job of its own.',
  scheduler: true,
  '#controllerManager':: 'Whether kube-controller-manager can be scraped as a job of its own.',
  controllerManager: true,
  '#proxy':: 'Whether kube-proxy can be scraped as a job of its own; unless told otherwise it serves metrics to its own host only.',
  proxy: false,
  '#controlPlaneEtcd':: "Whether the control plane's own etcd can be scraped.",
  controlPlaneEtcd: true,
  '#coredns':: 'Whether cluster DNS is CoreDNS and can be scraped.',
  coredns: true,
  '#volumeStats':: 'Whether volume statistics describe the claim, not the disk of the node.',
  volumeStats: true,
  '#oneVersion':: 'Whether control plane and nodes are upgraded together, so that different versions mean trouble.',
  oneVersion: true,
  '#spareNodes':: 'Whether the cluster is meant to survive the loss of a node.',
  spareNodes: true,
  '#storageClass':: 'Whether the cluster makes volumes for claims that name no class.',
  storageClass: true,
  '#hostAccess':: 'Whether pods may look into the node: its network, processes and files.',
  hostAccess: true,
  '#fixedIds':: 'Whether pods may ask for fixed user and group ids.',
  fixedIds: true,
}
