// The platform `k3d` for the object of kube-prometheus.
(import '../../lib/kube-prometheus/platform.libsonnet')(import '../k3d.libsonnet')
