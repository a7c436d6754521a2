// Monitoring of NATS servers and JetStream by prometheus-nats-exporter (one beside every server).
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'rules.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
