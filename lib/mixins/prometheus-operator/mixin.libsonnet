// The Prometheus operator and the reloaders beside what it makes.
(import './config.libsonnet')
+ (import './alerts.libsonnet')
+ (import './dashboards.libsonnet')
+ (import './thresholds.libsonnet')
