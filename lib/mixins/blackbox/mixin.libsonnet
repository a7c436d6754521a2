// Uptime as seen from outside, by the blackbox exporter.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'dashboards.libsonnet')
