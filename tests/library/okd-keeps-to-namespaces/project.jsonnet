local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  okd: { platform: 'okd', components: ['etcd', 'kubernetes', 'nats'], addons: ['discord'], values: { nats: { namespace: 'queues' } } },
});
local documents = environments.okd;
{
  paths: std.objectFields(documents),
  monitor: documents['etcd/pod-monitor.yaml'],
  etcd: documents['etcd/prometheus-rule.yaml'].metadata,
  kubernetes: documents['kubernetes/prometheus-rule-queues.yaml'].metadata,
  channel: documents['discord/alertmanager-config-queues.yaml'].metadata,
  muted: documents['routing/alertmanager-config-queues.yaml'],
  secrets: environments.mixgen.secrets.okd,
}
