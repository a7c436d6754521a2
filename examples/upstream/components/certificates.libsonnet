// cert-manager by a mixin of somebody else: its scrape target, and the settings
// by the mixin's own names.
{
  local c = self,
  local v = c.values,
  name: 'certificates',
  help: 'cert-manager, by the mixin of imusmanmalik.',
  values: {
    '#namespace':: { help: 'namespace of the pods', legal: 'name' },
    namespace: 'cert-manager',
    '#config':: { help: "settings of the mixin, by the mixin's own names", map: true },
    config: {},
    '#mixin':: { help: 'any mixin', type: 'mixin' },
    mixin: import 'github.com/imusmanmalik/cert-manager-mixin/mixin.libsonnet',
  },
  model: {
    config: v.config,
    namespaces: [v.namespace],
    scrape: {
      'cert-manager': {
        from: 'pods',
        namespace: v.namespace,
        selector: { 'app.kubernetes.io/name': 'cert-manager', 'app.kubernetes.io/component': 'controller' },
        port: 'http-metrics',
        // The labels that tell of a certificate are its own.
        honorLabels: true,
      },
    },
  },
}
