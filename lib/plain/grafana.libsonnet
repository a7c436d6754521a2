// Provisioning of Grafana from files: where data comes from, where
// dashboards are.
local text = import '../text.libsonnet';

{
  '#boards':: 'The JSON of dashboards by part and file.',
  boards(model):: {
    [part]: {
      [text.segment(text.stem(file)) + '.json']: model.dashboards[part][file].json
      for file in std.objectFields(model.dashboards[part])
    }
    for part in std.objectFields(model.dashboards)
  },

  '#provisioning':: 'Files below `grafana/provisioning/`.',
  provisioning(model)::
    local v = std.get(model.install, 'grafana', {});
    local exemplars = std.get(v, 'exemplars');
    local own = std.get(v, 'datasources', {});
    local folder(part) = std.strReplace(model.common.folder, '%s', part);
    local parts = [part for part in std.objectFields(model.dashboards) if model.dashboards[part] != {}];
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
      [if parts != [] then 'grafana/provisioning/dashboards/mixgen.yml']: {
        apiVersion: 1,
        providers: [
          {
            name: 'mixgen ' + part,
            folder: folder(part),
            type: 'file',
            allowUiUpdates: false,
            options: { path: 'dashboards/' + part },
          }
          for part in parts
        ],
      },
    },
}
