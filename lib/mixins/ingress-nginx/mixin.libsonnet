// The controller ingress-nginx: requests by Ingress, its configuration, its certificates.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'rules.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
