// Nodes, as node_exporter sees them: space, network, clock, disks, CPU and memory.
(import './config.libsonnet')
+ (import './alerts.libsonnet')
+ (import './rules.libsonnet')
+ (import './dashboards.libsonnet')
+ (import './thresholds.libsonnet')
