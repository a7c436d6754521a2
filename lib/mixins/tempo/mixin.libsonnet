// Tempo 3 as one process: whether spans get in, are stored and deleted again, and traces come out.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
