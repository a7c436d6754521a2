// Data sources of parts as PersesDatasource, where Perses has a plugin for
// them. It knows no links from one to another.
local text = import '../text.libsonnet';

local plugins = {
  'grafana-pyroscope-datasource': 'PyroscopeDatasource',
  loki: 'LokiDatasource',
  prometheus: 'PrometheusDatasource',
  tempo: 'TempoDatasource',
};

local sources(model) = [model.datasources[name] { name: name } for name in std.objectFields(model.datasources)];

{
  local perses = self,

  '#one':: 'One data source; `isDefault` is that of its kind where a dashboard names none.',
  one(model, tools, part, source, isDefault=false):: {
    apiVersion: 'perses.dev/v1alpha2',
    kind: 'PersesDatasource',
    metadata: tools.meta(part, source.name, model.common.namespace) { name: source.name },
    spec: {
      config: {
        default: isDefault,
        display: { name: source.name },
        plugin: {
          kind: plugins[source.type],
          spec: { proxy: { kind: 'HTTPProxy', spec: { url: source.url } } },
        },
      },
    },
  },

  '#documents':: 'Those of parts, each the default of its kind.',
  documents(model, tools):: {
    [tools.file(source.part, 'perses-datasource', text.dns(source.name)) + '.yaml']:
      perses.one(model, tools, source.part, source { name: model.common.prefix + text.dns(source.name) }, true)
    for source in sources(model)
    if std.objectHas(plugins, source.type)
  },

  '#unsaid':: 'Those that Perses cannot read.',
  unsaid(model):: [
    {
      path: ['values', source.part],
      part: source.part,
      what: 'the data source `%s`' % source.name,
      why: 'Perses has no plugin for `%s`: look at %s itself' % [source.type, source.url],
    }
    for source in sources(model)
    if !std.objectHas(plugins, source.type)
  ],
}
