// The addon `slack` for the object of kube-prometheus.
(import '../../lib/kube-prometheus/channel.libsonnet')(import '../slack.libsonnet')
