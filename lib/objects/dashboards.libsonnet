// Dashboards: the JSON for people and other tools under `dashboards/`, and a
// ConfigMap each. All keys of all ConfigMaps meet in one folder of the
// sidecar, so they carry the object's name.
local text = import '../text.libsonnet';

// `kubectl apply` copies an object into an annotation, which has 256 KiB.
local limit = 250 * 1000;

// `etcd.json` of part `etcd` is `etcd`, `overview.json` is `etcd-overview`.
local nameOf(part, stem) =
  if stem == part || std.startsWith(stem, part + '-') then stem else part + '-' + stem;

function(model, tools)
  local operator = model.common.dashboards == 'operator';
  local one(part, file, dashboard) =
    local stem = text.dns(text.stem(file));
    local name = nameOf(part, stem);
    local meta = tools.meta(part, name, model.common.namespace, model.stack.labels.dashboards, {
      grafana_folder: dashboard.folder,
    });
    local key = meta.name + '.json';
    {
      ['dashboards/%s/%s.json' % [part, text.segment(text.stem(file))]]: dashboard.json,
      ['%s/dashboard-%s.yaml' % [part, stem]]: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: meta,
        data: {
          [key]: if std.length(dashboard.text) < limit then dashboard.text
          else std.manifestJsonMinified(dashboard.json),
        },
      },
      [if operator then '%s/grafana-dashboard-%s.yaml' % [part, stem]]: {
        apiVersion: 'grafana.integreatly.org/v1beta1',
        kind: 'GrafanaDashboard',
        metadata: tools.meta(part, name, model.common.namespace),
        spec: {
          allowCrossNamespaceImport: true,
          configMapRef: { name: meta.name, key: key },
          folder: dashboard.folder,
          instanceSelector: { matchLabels: { dashboards: 'grafana' } },
        },
      },
    };
  tools.merge([
    one(part, file, model.dashboards[part][file])
    for part in std.objectFields(model.dashboards)
    for file in std.objectFields(model.dashboards[part])
  ])
