// Mixins with another `_config`, for queries that there are only then, beside those of
// ../rules/variants.jsonnet and several clusters, with which each mixin is tried.
{
  'node-exporter-shared': { mixin: 'node-exporter', config: { nodesShareHost: true } },
}
