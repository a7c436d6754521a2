// The addon `email` for the object of kube-prometheus.
(import '../../lib/kube-prometheus/channel.libsonnet')(import '../email.libsonnet')
