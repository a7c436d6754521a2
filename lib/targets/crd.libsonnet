// Target `crd`: objects of the Prometheus operator, and a kustomization that
// applies them in a safe order.
local install = import '../install.libsonnet';
local kustomization = import '../kustomization.libsonnet';
local objects = import '../objects.libsonnet';
local origins = import '../origins.libsonnet';
local readme = import '../install/readme.libsonnet';
local unsaid = import '../unsaid.libsonnet';

{
  '#doc':: 'An environment becomes objects of monitoring.coreos.com, dashboards in ConfigMaps, and a kustomization that applies them in a safe order. In mode `install` the [stack itself](../install.md) is among them, with README.md saying how to apply it.',

  documents(model)::
    local made = objects(model, 'monitoring.coreos.com');
    local documents =
      made.all
      + (if model.mode == 'install' then install.all(model, made.tools) else {})
      + install.further(model, made.tools);
    documents {
      'kustomization.yaml': kustomization(documents),
      [if model.mode == 'install' then 'README.md']: readme(
        model,
        origins.secrets(documents),
        std.any([std.get(documents[path], 'kind') == 'CustomResourceDefinition' for path in std.objectFields(documents)])
      ),
    },

  unsaid(model)::
    unsaid.modules(model)
    + unsaid.zones(model)
    + unsaid.logs(model)
    + unsaid.spans(model)
    + unsaid.unwritten(model),
}
