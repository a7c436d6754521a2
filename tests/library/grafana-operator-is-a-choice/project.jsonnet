local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({
  okd: { platform: 'okd', components: ['etcd'], values: { common: { dashboards: 'operator', namespace: 'grafana' } } },
  plain: { platform: 'okd', components: ['etcd'] },
});
{
  dashboard: environments.okd['etcd/grafana-dashboard-etcd.yaml'],
  plain: std.objectFields(environments.plain),
}
