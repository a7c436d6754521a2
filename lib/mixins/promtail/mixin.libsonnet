// Promtail, whose life has ended: no more than whether it still runs and its lines still arrive.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'thresholds.libsonnet')
