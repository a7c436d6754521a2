// Prometheus watched by Prometheus: configuration, scraping, rules, storage, notifications and remote write,
// and what concerns the targets of all parts.
(import './config.libsonnet')
+ (import './alerts.libsonnet')
+ (import './dashboards.libsonnet')
+ (import './thresholds.libsonnet')
