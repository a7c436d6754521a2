// Panels in rows and beside them, variables in all their forms, annotations;
// what asks nothing of Prometheus stays.
local scope = std.native('scopeDashboard');
local problems = std.native('dashboardProblems');
local shop = { namespace: 'shop' };
local query(text) = { name: 'x', type: 'query', query: text };
local variables(list) = [v.query for v in scope({ templating: { list: list } }, shop).templating.list];
local target(source, expr) = { datasource: source, expr: expr };
local panel(title, targets, more={}) = { title: title, targets: targets } + more;
{
  variables: variables([
    query('label_values(job)'),
    query(' label_values(up{a=","}, job) '),
    query('label_values({__name__=~"a|b", c="$d"}, job)'),
    query('metrics(node_.*)'),
    query('query_result(topk(5, sum by (job) (up)))'),
    query('up{job="x"}'),
    query({ query: 'label_values(up, $label)', refId: 'A' }),
    { name: 'x', type: 'custom', query: 'up,down' },
    { name: 'x', type: 'interval', query: '1m,5m' },
  ]),
  copies: scope({ templating: { list: [query('label_values(up, job)') { definition: 'label_values(up, job)' }] } }, shop),
  panels: scope({
    templating: { list: [
      { name: 'ds', type: 'datasource', query: 'prometheus' },
      { name: 'limit', type: 'custom', query: 'few : 5, many : 1e3' },
      { name: 'window', type: 'interval', query: '5m' },
      { name: 'big', type: 'constant', query: '100' },
    ] },
    annotations: { list: [
      { name: 'built in', builtIn: 1, datasource: '-- Grafana --' },
      { name: 'one', expr: 'ALERTS' },
      { name: 'two', target: { expr: 'changes(up[$window]) > 0' } },
    ] },
    rows: [{ panels: [panel('old', [{ expr: 'up' }])] }],
    panels: [
      panel('limits', [target('${ds}', 'up > $limit'), target({ uid: '$ds' }, 'topk($limit, up) / ${big}')]),
      panel('mixed', [
        target({ type: 'prometheus', uid: 'p' }, 'up'),
        { datasource: { type: '__expr__' }, expression: '$A * 2' },
        target('-- Dashboard --', ''),
        { expr: 'up' },
        target({ type: 'grafana-amazonprometheus-datasource' }, 'up'),
      ], { datasource: { type: 'datasource', uid: '-- Mixed --' } }),
      { type: 'row', panels: [panel('within', [{ expr: 'absent(up{job=~"${job:regex}"}) # all' }])] },
      { type: 'text', options: { content: 'up' } },
    ],
  }, shop),
  problems: problems({
    elements: {},
    templating: { list: [
      { name: 'logs', type: 'datasource', query: 'loki' },
      { name: 'names', type: 'query', query: 'label_names()' },
      { name: 'lines', type: 'query', datasource: '$logs', query: 'label_values(x)' },
    ] },
    annotations: { list: [{ name: 'deploys', datasource: { type: 'loki' }, expr: '{a="b"}' }] },
    panels: [
      panel('logs', [{ expr: '{a="b"}' }], { datasource: '${logs}' }),
      panel('metric or number', [{ expr: '$x * 5' }]),
      panel('broken', [{ expr: 'sum(up' }]),
      { id: 7, libraryPanel: { uid: 'y' } },
    ],
    title: 'Board',
  }, shop),
}
