// Loki: whether logs get in and out, are kept and are deleted again, its ruler, and alerts over the logs.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'rules.libsonnet') +
(import 'logs.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
