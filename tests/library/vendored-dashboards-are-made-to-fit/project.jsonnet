// What Grafana exports, as somebody vendors it.
local vendored = import 'mixgen/lib/vendored.libsonnet';
local exported = {
  __inputs: [
    { name: 'DS_PROM-1', label: 'Prom', type: 'datasource', pluginId: 'prometheus' },
    { name: 'DS_LOGS', label: 'Logs', type: 'datasource', pluginId: 'loki' },
    { name: 'VAR_JOB', label: 'Job', type: 'constant', value: 'api' },
  ],
  __requires: [{ type: 'grafana', id: 'grafana', version: '8.0.0' }],
  __elements: {},
  id: 17,
  iteration: 1650000000000,
  version: 3,
  uid: 'yQUo5l17k',
  title: 'Exported',
  schemaVersion: 34,
  panels: [
    { title: 'a', datasource: '${DS_PROM-1}', targets: [{ expr: 'up{job="${VAR_JOB}"}' }] },
    { title: 'b', datasource: { type: 'loki', uid: '${DS_LOGS}' } },
    { title: 'c', datasource: '-- Grafana --' },
  ],
  templating: { list: [{ name: 'node', type: 'query', datasource: '${DS_PROM-1}' }] },
};
local texts = {
  'a.json': std.manifestJson(exported),
  // The same uid again, and two that are none.
  'b.json': std.manifestJson(exported { title: 'Again' }),
  'deep/c.json': std.manifestJson({ uid: 'no uid', title: 'C', rows: [] }),
  'none.json': std.manifestJson({ title: 'None', panels: [] }),
  // As the API of Grafana gives it.
  'wrapped.json': std.manifestJson({ meta: {}, dashboard: { uid: 'wrapped', title: 'Wrapped', panels: [] } }),
  // It has a variable of that name already.
  'own.json': std.manifestJson(exported { uid: 'own', __inputs: super.__inputs[:1], panels: [], templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] } }),
};
vendored('example.org/team/boards', { dashboards: texts }).grafanaDashboards
