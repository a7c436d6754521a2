// Provisioning of Grafana from files: where data comes from, where
// dashboards are.
local text = import '../text.libsonnet';

// Where each dashboard lies, `[{ place, folder, file, json }]`: a folder of its
// part, or one beside it where it is to be in another folder of Grafana.
local placed(model) = [
  {
    local usual = std.strReplace(model.common.folder, '%s', part),
    place: if dashboard.folder == usual then part else part + '.' + text.segment(dashboard.folder),
    folder: dashboard.folder,
    file: text.segment(text.stem(file)) + '.json',
    json: dashboard.json,
  }
  for part in std.objectFields(model.dashboards)
  for file in std.objectFields(model.dashboards[part])
  for dashboard in [model.dashboards[part][file]]
];

{
  '#boards':: 'The JSON of dashboards by place and file.',
  boards(model)::
    std.foldl(function(all, one) all { [one.place]+: { [one.file]: one.json } }, placed(model), {}),

  '#provisioning':: 'Files below `grafana/provisioning/`.',
  provisioning(model)::
    local v = std.get(model.install, 'grafana', {});
    local exemplars = std.get(v, 'exemplars');
    local own = std.get(v, 'datasources', {});
    local folders = { [one.place]: one.folder for one in std.set(placed(model), function(one) one.place) };
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
      [if folders != {} then 'grafana/provisioning/dashboards/mixgen.yml']: {
        apiVersion: 1,
        providers: [
          {
            name: 'mixgen ' + place,
            folder: folders[place],
            type: 'file',
            allowUiUpdates: false,
            options: { path: 'dashboards/' + place },
          }
          for place in std.objectFields(folders)
        ],
      },
    },
}
