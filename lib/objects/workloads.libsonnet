// Objects that parts bring along as they are. Where pods may not choose
// their ids, those are taken out.
local restricted = import '../restricted.libsonnet';
local text = import '../text.libsonnet';

function(model, tools)
  tools.merge([
    local object = model.workloads[part][name];
    {
      [tools.file(part, text.kebab(object.kind), name) + '.yaml']:
        if model.platform.facts.fixedIds then object else restricted.workload(object),
    }
    for part in std.objectFields(model.workloads)
    for name in std.objectFields(model.workloads[part])
  ])
