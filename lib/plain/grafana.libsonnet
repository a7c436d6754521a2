// Provisioning of Grafana from files: where data comes from, where
// dashboards are.
local datasources = import '../datasources.libsonnet';
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
  local grafana = self,

  '#dashboards':: 'The JSON of dashboards by path.',
  dashboards(model):: { ['dashboards/%s/%s' % [board.place, board.file]]: board.json for board in boards(model) },

  '#datasources':: 'A file of provisioning: all data sources, or those to add to a Grafana that is there.',
  datasources(model)::
    local given = {
      Prometheus: datasources.prometheus(model.plain.prometheus, model.common.interval),
      [if model.plain.alertmanagers != [] then 'Alertmanager']: datasources.alertmanager('http://' + model.plain.alertmanagers[0]),
    };
    datasources.file(
      model,
      if model.mode == 'install' then datasources.of(model, given) else datasources.own(model, datasources.theirs(model))
    ),

  '#provisioning':: 'Files below `grafana/provisioning/`.',
  provisioning(model)::
    local places = std.set(boards(model), function(board) board.place);
    {
      'grafana/provisioning/datasources/mixgen.yml': grafana.datasources(model),
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
