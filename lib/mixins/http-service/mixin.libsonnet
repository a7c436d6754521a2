// HTTP services, of whatever framework: what fails, what is slow, what is full.
//
// Rules bring the names of frameworks (presets.libsonnet) to a common one, `service:http_…`; alerts
// and the overview read those. What a service asks for itself is in `services`, see config.libsonnet.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'logs.libsonnet') +
(import 'rules.libsonnet') +
(import 'dashboards.libsonnet')
