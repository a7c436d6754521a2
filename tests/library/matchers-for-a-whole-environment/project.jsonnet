// Any mixin, also one of somebody else's, is tied to one cluster, and a part to
// one shard. Rules read what rules record, so the labels stay on it.
local mixgen = import 'mixgen/main.libsonnet';

local theirs = {
  name: 'theirs',
  values: {
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: {
      prometheusRules: { groups: [{ name: 'records', rules: [
        { record: 'job:requests:rate5m', expr: 'sum by (job) (rate(requests_total[5m]))' },
        { record: 'job:load:max', expr: 'max(load)', labels: { cluster: 'none', kind: 'load' } },
      ] }] },
      prometheusAlerts: { groups: [{ name: 'alerts', rules: [
        {
          alert: 'Quiet',
          expr: |||
            # nobody asks
            job:requests:rate5m{job!="test"} == 0
              unless on (job)
            absent(up{cluster=~"o.*"} offset 1h)
          |||,
        },
        { alert: 'Peak', expr: 'max_over_time(rate(requests_total{cluster="one"}[5m])[1h:1m] offset 1d) > 5' },
      ] }] },
      grafanaDashboards: { 'board.json': {
        title: 'Board',
        uid: 'board',
        templating: { list: [{ name: 'job', type: 'query', query: 'label_values(up, job)' }] },
        panels: [{ title: 'Rate', targets: [{ expr: 'rate(requests_total{job=~"$job"}[$__rate_interval])' }] }],
      } },
    },
  },
  model: { matchers: { shard: '1' } },
};
local environments = mixgen.environments({
  one: { components: [theirs, 'etcd'], values: { common+: { matchers: { cluster: 'one' } } } },
  two: { components: [theirs { model+: { matchers: {} } }] },
});
{
  theirs: environments.one['theirs/prometheus-rule.yaml'].spec.groups,
  board: environments.one['dashboards/theirs/board.json'],
  etcd: environments.one['etcd/prometheus-rule.yaml'].spec.groups[0].rules[0],
  untouched: environments.two['theirs/prometheus-rule.yaml'].spec.groups[1].rules[0],
}
