// Monitoring of etcd by its own metrics (port 2379 or 2381, /metrics).
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'rules.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
