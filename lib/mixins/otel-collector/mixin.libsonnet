// The OpenTelemetry collector: whether it takes what is sent to it, and gets rid of it.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
