// The addon `opsgenie` for the object of kube-prometheus.
(import '../../lib/kube-prometheus/channel.libsonnet')(import '../opsgenie.libsonnet')
