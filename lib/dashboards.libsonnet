// Dashboards in Grafana's v1 JSON model (schemaVersion 42), with less to write.
//
//   local d = import '../../dashboards.libsonnet';
//   function(config) {
//     'etcd.json': d.dashboard(config, {
//       title: 'etcd',
//       uid: 'mixgen-etcd',                    // at most 40 of [A-Za-z0-9_-]; never change it
//       description: 'Health and load of the members.',
//       selector: config.etcdSelector,         // for the `cluster` variable: label_values(up{…}, cluster)
//       variables: [
//         d.variables.job('etcd_server_has_leader{%s}' % config.etcdSelector),
//         d.variables.instance('etcd_server_has_leader{job=~"$job"}'),
//         d.variables.label('namespace', 'Namespace', 'kube_pod_info'),   // any label of any series
//       ],
//       links: [d.links.dashboard('Kubernetes', 'mixgen-kubernetes'), d.links.tagged('etcd', ['etcd'])],
//       rows: [
//         d.row('Health', [
//           d.stat('Has leader', 'Every member must see a leader.',
//                  d.query('min(etcd_server_has_leader{%s})' % match), { mappings: d.yesNo }),
//           d.timeseries('RPC rate', 'Started and failed calls.', [
//             d.query('sum(rate(grpc_server_started_total{%s}[$__rate_interval]))' % match, 'started'),
//           ], { unit: 'reqps', width: 12, height: 8 }),
//         ]),
//         d.row('Details', [...], { collapsed: true }),
//       ],
//     }),
//   }
//
// `match` for the queries joins matchers and adds `cluster=~"$cluster"`:
//   d.match(config, [config.etcdSelector, 'job=~"$job"', 'instance=~"$instance"'])
// Keep the component's own selector among them: "All" of `$job` is `.+`, which for `up` or
// `process_…` is every job there is. The variables `datasource` and `cluster` are always there;
// `cluster` is hidden, and matches everything, unless config.multiCluster.
//
// `config` is a mixin's `_config`; read here: clusterLabel, multiCluster and
// dashboards: { tags, refresh, from, timezone, datasourceDefault }.
//
// Panels: timeseries, stat, gauge, bargauge, table take (title, description, queries, options);
// heatmap takes the same and is for sums of buckets by `le`. logs (LogQL), traces (TraceQL) and flamegraph
// (a selector of profiles) take (title, description, query, options), jaeger a service and tags in place of
// the query. They need d.variables.source('logs' | 'traces' | 'profiles' | 'jaeger', uid); d.ofSource turns
// any query to such a source.
// text takes (title, markdown, options). A query is d.query(expr, legend, options); a list or one.
// Options of every panel (all may be absent):
//   unit, decimals, min, max, noValue, width (of 24), height, mappings, links, overrides, key, raw,
//   thresholds: [[null, 'green'], [0.8, 'orange'], [0.9, 'red']]   (d.thresholds.* has usual ones)
//   overrides: [d.override.byName('limit', { color: 'red', dashed: true })], also byRegex, byRef
//   raw: an object added (`+`) to the finished panel, for what is not covered here
// timeseries: stack, fill (0–100), legend ('table' | 'list' | 'hidden'), calcs, placement,
//   thresholdStyle ('off' | 'line' | 'area'), axisLabel, logBase, points, bars, connectNulls,
//   exemplars: shows those of the series asked for, which must be raw `…_bucket`: recorded ones have none
// stat, gauge, bargauge: reduce ('lastNotNull'), colour ('value' | 'background' | 'none'),
//   graph (stat: bool, sparkline), orientation, text ('auto' | 'value' | 'name' | 'value_and_name')
// table: columns: { <field or label>: { title, unit, width, hide, thresholds, mappings, link, order } },
//   sortBy, descending. Queries of a table are instant and in table format by themselves; those of
//   stat, gauge and bargauge are ranges unless d.query(…, { instant: true }).
// Rows: d.row(title, panels, { collapsed, across: n }); `across` makes n equal panels a line.
// The layout goes left to right and wraps; a panel's id comes from its row and title (or `key`), so
// it stays when others come and go. Two panels of one row need different titles or keys.

local layout = import './dashboards/layout.libsonnet';
local links = import './dashboards/links.libsonnet';
local overrides = import './dashboards/overrides.libsonnet';
local panels = import './dashboards/panels.libsonnet';
local variables = import './dashboards/variables.libsonnet';

local uidCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

local checkedUid(uid) =
  if std.length(uid) == 0 || std.length(uid) > 40 then
    error 'a dashboard uid has 1 to 40 characters: %s' % uid
  else if !std.all([std.member(uidCharacters, c) for c in std.stringChars(uid)]) then
    error 'a dashboard uid consists of letters, digits, `_` and `-`: %s' % uid
  else uid;

local defaults = {
  tags: [],
  refresh: '30s',
  from: 'now-1h',
  timezone: 'utc',
  datasourceDefault: 'default',
};

{
  '#dashboard':: 'One dashboard; `spec` has title, uid, rows, and may have description, selector, variables, links, tags.',
  dashboard(config, spec):: {
    local settings = defaults + std.get(config, 'dashboards', {}),

    annotations: { list: [] },
    description: std.get(spec, 'description', ''),
    editable: false,
    fiscalYearStartMonth: 0,
    graphTooltip: 1,
    links: std.get(spec, 'links', []),
    panels: layout.place(spec.rows),
    refresh: settings.refresh,
    schemaVersion: 42,
    tags: settings.tags + std.get(spec, 'tags', []),
    templating: {
      list: [
        variables.datasource(settings.datasourceDefault),
        variables.cluster(config, std.get(spec, 'selector', '')),
      ] + std.get(spec, 'variables', []),
    },
    time: { from: settings.from, to: 'now' },
    timepicker: {},
    timezone: settings.timezone,
    title: spec.title,
    uid: checkedUid(spec.uid),
    weekStart: '',
  },

  '#match':: 'Matchers for a query, without braces: those given, then the cluster.',
  match(config, matchers=[])::
    std.join(', ', [m for m in matchers if m != ''] + ['%s=~"$cluster"' % std.get(config, 'clusterLabel', 'cluster')]),

  row(title, panels, options={}):: { title: title, panels: panels } + options,

  query:: panels.query,
  timeseries:: panels.timeseries,
  stat:: panels.stat,
  gauge:: panels.gauge,
  bargauge:: panels.bargauge,
  table:: panels.table,
  text:: panels.text,
  heatmap:: panels.heatmap,
  logs:: panels.logs,
  traces:: panels.traces,
  jaeger:: panels.jaeger,
  flamegraph:: panels.flamegraph,
  ofSource:: panels.ofSource,

  override:: overrides,
  variables:: variables,
  links:: links,

  '#yesNo':: 'Value mapping: 1 is a green yes, 0 a red no.',
  yesNo:: panels.mapping({ '0': ['no', 'red'], '1': ['yes', 'green'] }),
  '#upDown':: 'Value mapping: 1 is a green up, 0 a red down.',
  upDown:: panels.mapping({ '0': ['down', 'red'], '1': ['up', 'green'] }),
  '#mapping':: "Value mappings from { '0': ['text', 'colour'] }.",
  mapping:: panels.mapping,

  thresholds:: {
    '#none':: 'One neutral colour.',
    none: [[null, 'blue']],
    '#zero':: 'Green at zero, red from 1 on: for counts of bad things.',
    zero: [[null, 'green'], [1, 'red']],
    '#all':: 'Red below 1, green from 1 on: for yes-or-no values.',
    all: [[null, 'red'], [1, 'green']],
    '#usage':: 'Green, orange from `warning`, red from `critical` on.',
    usage(warning=0.8, critical=0.9): [[null, 'green'], [warning, 'orange'], [critical, 'red']],
    '#atLeast':: 'Red below `value`, green from it on.',
    atLeast(value): [[null, 'red'], [value, 'green']],
  },
}
