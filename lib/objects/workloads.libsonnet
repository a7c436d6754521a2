// Objects that parts bring along as they are. Where pods may not choose
// their ids, those are taken out and the rest of the restricted profile is
// stated.
local text = import '../text.libsonnet';

local ids = ['runAsUser', 'runAsGroup', 'fsGroup', 'supplementalGroups'];

local without(object, keys) = { [key]: object[key] for key in std.objectFields(object) if !std.member(keys, key) };

local restrictedPod(spec) = spec {
  securityContext: without(std.get(spec, 'securityContext', {}), ids) {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containers: [
    container {
      securityContext: without(std.get(container, 'securityContext', {}), ids) {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
    }
    for container in spec.containers
  ],
};

local restricted(object) =
  if std.objectHas(std.get(std.get(object, 'spec', {}), 'template', {}), 'spec')
  then object { spec+: { template+: { spec: restrictedPod(object.spec.template.spec) } } }
  else object;

function(model, tools)
  tools.merge([
    local object = model.workloads[part][name];
    {
      [tools.file(part, text.kebab(object.kind), name) + '.yaml']:
        if model.platform.facts.fixedIds then object else restricted(object),
    }
    for part in std.objectFields(model.workloads)
    for name in std.objectFields(model.workloads[part])
  ])
