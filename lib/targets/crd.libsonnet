// Target `crd`: objects of the Prometheus operator, and a kustomization that
// applies them in a safe order.
local kustomization = import '../kustomization.libsonnet';
local objects = import '../objects.libsonnet';
local unsaid = import '../unsaid.libsonnet';

{
  documents(model)::
    local documents = objects(model, 'monitoring.coreos.com').all;
    documents { 'kustomization.yaml': kustomization(documents) },

  unsaid(model):: unsaid.ofObjects(model),
}
