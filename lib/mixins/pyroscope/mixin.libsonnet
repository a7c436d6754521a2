// Pyroscope 2: whether profiles get in and are stored, and queries answered.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
