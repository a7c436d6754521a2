// Grafana: whether it answers.
(import './config.libsonnet')
+ (import './alerts.libsonnet')
+ (import './rules.libsonnet')
+ (import './dashboards.libsonnet')
+ (import './thresholds.libsonnet')
