// The health of services, as kube-state-metrics knows it: deployments, stateful sets and daemon sets
// of chosen namespaces, with severities of services. The mixin `kubernetes` looks at the same objects
// one by one and without knowing which matter; the component `deployments` keeps it quiet where an
// alert here says the same.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'rules.libsonnet') +
(import 'dashboards.libsonnet') +
(import 'thresholds.libsonnet')
