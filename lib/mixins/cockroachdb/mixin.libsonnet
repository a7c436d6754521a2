// CockroachDB: nodes, stores, ranges, SQL, jobs and certificates.
(import './config.libsonnet')
+ (import './alerts.libsonnet')
+ (import './rules.libsonnet')
+ (import './dashboards.libsonnet')
+ (import './thresholds.libsonnet')
