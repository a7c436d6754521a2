// The addon `discord` for the object of kube-prometheus.
(import '../../lib/kube-prometheus/channel.libsonnet')(import '../discord.libsonnet')
