// Provisioning of Grafana from files: where data comes from, where
// dashboards are.
local text = import '../text.libsonnet';

// A provider takes one folder of files into one folder of Grafana: dashboards
// of a part that go elsewhere lie beside it.
local placeOf(model, part, dashboard) =
  local usual = std.strReplace(model.common.folder, '%s', part);
  if dashboard.folder == usual then part else '%s.%s' % [part, text.segment(dashboard.folder)];

// `[{ place, folder, file, json }]` of all dashboards.
local boards(model) = [
  {
    local dashboard = model.dashboards[part][file],
    place: placeOf(model, part, dashboard),
    folder: dashboard.folder,
    file: text.segment(text.stem(file)) + '.json',
    json: dashboard.json,
  }
  for part in std.objectFields(model.dashboards)
  for file in std.objectFields(model.dashboards[part])
];

{
  '#dashboards':: 'The JSON of dashboards by path.',
  dashboards(model):: { ['dashboards/%s/%s' % [board.place, board.file]]: board.json for board in boards(model) },

  '#provisioning':: 'Files below `grafana/provisioning/`.',
  provisioning(model)::
    local v = std.get(model.install, 'grafana', {});
    local exemplars = std.get(v, 'exemplars');
    local own = std.get(v, 'datasources', {});
    local places = std.set(boards(model), function(board) board.place);
    {
      'grafana/provisioning/datasources/mixgen.yml': {
        apiVersion: 1,
        datasources: [
          {
            name: 'Prometheus',
            uid: 'prometheus',
            type: 'prometheus',
            access: 'proxy',
            url: model.plain.prometheus,
            isDefault: true,
            jsonData: {
              httpMethod: 'POST',
              timeInterval: model.common.interval,
              [if exemplars != null then 'exemplarTraceIdDestinations']: [
                { name: exemplars.label, datasourceUid: exemplars.datasource },
              ],
            },
          },
        ] + [
          {
            name: 'Alertmanager',
            uid: 'alertmanager',
            type: 'alertmanager',
            access: 'proxy',
            url: 'http://' + address,
            jsonData: { implementation: 'prometheus' },
          }
          for address in model.plain.alertmanagers[:1]
        ] + [
          { name: name } + own[name]
          for name in std.objectFields(own)
        ],
      },
      [if places != [] then 'grafana/provisioning/dashboards/mixgen.yml']: {
        apiVersion: 1,
        providers: [
          {
            name: 'mixgen ' + board.place,
            folder: board.folder,
            type: 'file',
            allowUiUpdates: false,
            options: { path: 'dashboards/' + board.place },
          }
          for board in places
        ],
      },
    },
}
