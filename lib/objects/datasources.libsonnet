// Data sources for a Grafana that is there: a ConfigMap of each part for the
// sidecar of the chart, or a GrafanaDatasource each for grafana-operator. The
// Grafana that mode `install` brings has them in its own files.
local datasources = import '../datasources.libsonnet';
local text = import '../text.libsonnet';

function(model, tools)
  local all = datasources.own(model, datasources.theirs(model));
  local labels = model.stack.labels.datasources;
  local parts = std.set([model.datasources[name].part for name in std.objectFields(model.datasources)]);
  // Names may carry a suffix; uids tell which part they are of.
  local ofPart(part) =
    local uids = [model.datasources[name].uid for name in std.objectFields(model.datasources) if model.datasources[name].part == part];
    local suffix = if model.common.uids == '' then '' else '-' + model.common.uids;
    { [name]: all[name] for name in std.objectFields(all) if std.member([uid + suffix for uid in uids], all[name].uid) };
  if std.objectHas(model.install, 'grafana') then {}
  else if model.common.dashboards == 'operator' then tools.merge([
    {
      [tools.file(part, 'grafana-datasource', text.dns(name)) + '.yaml']: {
        apiVersion: 'grafana.integreatly.org/v1beta1',
        kind: 'GrafanaDatasource',
        metadata: tools.meta(part, 'datasource-' + text.dns(name), model.common.namespace),
        spec: {
          allowCrossNamespaceImport: true,
          instanceSelector: { matchLabels: { dashboards: 'grafana' } },
          uid: source.uid,
          datasource: { name: name } + { [key]: source[key] for key in std.objectFields(source) if key != 'uid' },
        },
      },
    }
    for part in parts
    for name in std.objectFields(ofPart(part))
    for source in [all[name]]
  ])
  else if labels == {} then {}
  else tools.merge([
    local meta = tools.meta(part, part + '-datasource', model.common.namespace, labels);
    {
      [part + '/datasource.yaml']: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: meta,
        data: {
          [meta.name + '.yaml']: std.manifestYamlDoc(datasources.file(model, ofPart(part)), quote_keys=false) + '\n',
        },
      },
    }
    for part in parts
  ])
