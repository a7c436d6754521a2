local mixgen = import 'mixgen/main.libsonnet';

local base = {
  components: ['etcd', 'nats'],
  values: {
    common: { folder: 'Platform' },
    nats: {
      dashboards: { 'nats-server.json': { folder: 'Queues' }, 'nats-jetstream.json': { drop: true } },
      alerts: { 'nats-jetstream.alerts': { drop: true } },
    },
  },
};
local environments = mixgen.environments({ k3d: base, plain: base { target: 'plain', mode: 'install' } });
local documents = environments.k3d;
{
  problems: environments.mixgen.problems,
  folders: {
    [path]: documents[path].metadata.annotations.grafana_folder
    for path in std.objectFields(documents)
    if std.length(std.findSubstr('/dashboard-', path)) > 0
  },
  plain: [path for path in std.objectFields(environments.plain) if std.startsWith(path, 'dashboards/')],
  providers: [[provider.folder, provider.options.path] for provider in environments.plain['grafana/provisioning/dashboards/mixgen.yml'].providers],
  groups: [group.name for group in documents['nats/prometheus-rule.yaml'].spec.groups],
}
