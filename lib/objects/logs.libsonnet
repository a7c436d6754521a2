// Rules in LogQL for a Loki that is there already: ConfigMaps for the sidecar
// of its chart, or objects of its operator.
local rules = import '../loki/rules.libsonnet';
local text = import '../text.libsonnet';

// The operator has one kind for alerts and one for recordings.
local kinds = { AlertingRule: 'alert', RecordingRule: 'record' };

// Nothing that its definitions do not know.
local known(object, keys) = { [key]: object[key] for key in std.objectFields(object) if std.member(keys, key) };
local only(groups, field) = [
  known(group, ['name', 'interval', 'limit']) { rules: kept }
  for group in groups
  for kept in [[
    known(rule, [field, 'expr', 'for', 'annotations', 'labels'])
    for rule in group.rules
    if std.objectHas(rule, field)
  ]]
  if kept != []
];

function(model, tools)
  local all = rules.of(model);
  local sidecar(part) = {
    [tools.file(part, 'config-map', part + '-logs') + '.yaml']: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: tools.meta(part, part + '-logs', model.logs.namespace, { loki_rule: '1' }),
      data: { [model.common.prefix + part + '.yml']: std.manifestYamlDoc({ groups: all[part] }, quote_keys=false) + '\n' },
    },
  };
  local operator(part) = {
    [tools.file(part, text.kebab(kind), part) + '.yaml']: {
      apiVersion: 'loki.grafana.com/v1',
      kind: kind,
      // On OpenShift rules otherwise see the logs of their own namespace only.
      metadata: tools.meta(part, part, model.common.namespace, annotations={ 'loki.grafana.com/disable-tenant-validation': 'true' }),
      spec: { tenantID: model.logs.tenant, groups: groups },
    }
    for kind in std.objectFields(kinds)
    for groups in [only(all[part], kinds[kind])]
    if groups != []
  };
  local makers = { sidecar: sidecar, operator: operator };
  if model.logs == null || !std.objectHas(makers, model.logs.rules) then {}
  else tools.merge([makers[model.logs.rules](part) for part in std.objectFields(all)])
