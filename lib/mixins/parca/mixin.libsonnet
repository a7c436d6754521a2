// Parca: whether it takes profiles, and answers queries.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
