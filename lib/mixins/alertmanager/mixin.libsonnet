// Alertmanager: whether it has its configuration, its peers, and a way to people.
(import './config.libsonnet')
+ (import './alerts.libsonnet')
+ (import './dashboards.libsonnet')
+ (import './thresholds.libsonnet')
