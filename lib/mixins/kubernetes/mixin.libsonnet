// Kubernetes: workloads, resources, volumes, kubelets and the control plane.
// Every part of the control plane is a group of its own, so that a platform without it drops one name.
(import './config.libsonnet')
+ (import './alerts.libsonnet')
+ (import './rules.libsonnet')
+ (import './dashboards.libsonnet')
+ (import './thresholds.libsonnet')
