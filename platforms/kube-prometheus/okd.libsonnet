// The platform `okd` for the object of kube-prometheus.
(import '../../lib/kube-prometheus/platform.libsonnet')(import '../okd.libsonnet')
