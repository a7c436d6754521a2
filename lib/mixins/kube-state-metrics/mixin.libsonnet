// kube-state-metrics: whether it sees the objects that it tells about.
(import './config.libsonnet')
+ (import './alerts.libsonnet')
+ (import './dashboards.libsonnet')
+ (import './thresholds.libsonnet')
