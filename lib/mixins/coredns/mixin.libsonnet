// CoreDNS as cluster DNS: answers, what it forwards, its configuration.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'rules.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
