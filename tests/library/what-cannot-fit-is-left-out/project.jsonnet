// Windows and `for` grow with the interval, what looks back too far goes, and
// what the project says itself stays.
local mixgen = import 'mixgen/main.libsonnet';
local testing = import 'mixgen/lib/testing.libsonnet';
local shop = {
  name: 'shop',
  values: { mixin: {
    prometheusRules:: { groups: [{ name: 'rules', interval: '30s', rules: [
      { record: 'a:rate1m', expr: 'rate(a_total[1m])' },
      { record: 'a:day', expr: 'avg_over_time(a:rate1m[1d])' },
      { record: 'a:week', expr: 'avg_over_time(a:rate1m[1w])' },
      { record: 'a:week:sum', expr: 'sum(a:week)' },
    ] }] },
    prometheusAlerts:: { groups: [
      { name: 'kept', rules: [
        { alert: 'Soon', expr: 'rate(a_total[2m]) > 1', 'for': '1m' },
        { alert: 'AtOnce', expr: 'increase(a_total[10m]) > 1' },
        { alert: 'Mine', expr: 'rate(a_total[2m]) > 2', 'for': '1m' },
        { alert: 'Day', expr: 'a:day > 1', 'for': '10m' },
      ] },
      { name: 'gone', rules: [
        { alert: 'Week', expr: 'a:week:sum > 1' },
        { alert: 'Offset', expr: 'a offset 2d > 1' },
        { alert: 'Subquery', expr: 'max_over_time(rate(a_total[1h])[24h:5m]) > 1' },
      ] },
    ] },
    grafanaDashboards:: { 'shop.json': { uid: 'shop', title: 'Shop', panels: [
      { id: 1, title: 'Week', type: 'stat', gridPos: { h: 1, w: 2, x: 3, y: 4 }, targets: [{ expr: 'a:week' }] },
      { id: 2, title: 'Both', type: 'timeseries', targets: [{ expr: 'a offset 1w', refId: 'A' }, { expr: 'rate(a_total[1m])', refId: 'B' }] },
      { id: 3, title: 'Logs', type: 'logs', datasource: { type: 'loki' }, targets: [{ expr: 'count_over_time({app="shop"}[7d])' }] },
      { id: 4, title: 'Range', type: 'stat', targets: [{ expr: 'increase(a_total[$__range])' }] },
    ] } },
  } },
};
local all = mixgen.environments({
  cheap: {
    mode: 'install',
    components: [shop],
    addons: ['low-cost'],
    values: { alerts: { Mine: { 'for': '30s', expr: 'rate(a_total[3m]) > 2' } }, grafana: { install: false } },
  },
});
{
  groups: testing.groups(all.cheap['shop/prometheus-rule.yaml']),
  panels: all.cheap['dashboards/shop/shop.json'].panels,
  notes: [note for note in all.mixgen.notes.cheap if std.member(['interval', 'retention'], note.about)],
  warnings: all.mixgen.warnings,
}
