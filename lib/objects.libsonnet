// Objects of the Prometheus operator and dashboards, from a model: for each
// field of the model `{ part/thing.yaml: object }`, and `all` of them. `group`
// is the API group that serves the monitoring kinds.
local channels = import './objects/channels.libsonnet';
local dashboards = import './objects/dashboards.libsonnet';
local datasources = import './objects/datasources.libsonnet';
local logs = import './objects/logs.libsonnet';
local monitors = import './objects/monitors.libsonnet';
local probes = import './objects/probes.libsonnet';
local rules = import './objects/rules.libsonnet';
local workloads = import './objects/workloads.libsonnet';

function(model, group)
  local tools = {
    group: group,
    perNamespace: model.stack.scope == 'namespace',

    '#meta':: "An object's metadata; `name` gets the environment's prefix.",
    meta(part, name, namespace, labels={}, annotations={}):: {
      name: model.common.prefix + name,
      namespace: namespace,
      labels: {
        'app.kubernetes.io/name': part,
        'app.kubernetes.io/managed-by': 'mixgen',
        'app.kubernetes.io/part-of': if model.tenant == null then 'mixgen' else model.tenant,
      } + labels + model.labels,
      [if annotations != {} then 'annotations']: annotations,
    },

    '#copies':: 'One object for each namespace that needs its own; a single one has the short name.',
    copies(namespaces, path, object)::
      local many = std.length(namespaces) > 1;
      {
        ['%s%s.yaml' % [path, if many then '-' + namespace else '']]: object(namespace)
        for namespace in namespaces
      },

    '#file':: 'Path of an object of a part; an object named like its part has the short one.',
    file(part, kind, name)::
      '%s/%s%s' % [part, kind, if name == part then '' else '-' + name],

    '#merge':: 'All paths of many documents.',
    merge(documents):: std.foldl(function(all, some) all + some, documents, {}),
  };
  {
    local objects = self,
    '#tools':: 'What the makers of objects share.',
    tools:: tools,
    workloads: workloads(model, tools),
    dashboards: dashboards(model, tools),
    datasources: datasources(model, tools),
    monitors: monitors.objects(model, tools),
    probes: probes(model, tools),
    channels: channels(model, tools),
    rules: rules(model, tools),
    logs: logs(model, tools),
    all:: tools.merge([objects[field] for field in std.objectFields(objects)]),
  }
