// Grafana Alloy as a collector of logs: whether it runs everywhere, and whether what it reads arrives.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
