// Pods that may not choose their ids (OpenShift's restricted-v2 assigns them):
// those are taken out, and the rest of the restricted profile is stated.
local ids = ['runAsUser', 'runAsGroup', 'fsGroup', 'supplementalGroups'];

local without(object, keys) = { [key]: object[key] for key in std.objectFields(object) if !std.member(keys, key) };

local pod(spec) = spec {
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

{
  '#pod':: 'The specification of a pod.',
  pod: pod,

  '#ids':: 'A security context without ids.',
  ids(context):: without(context, ids),

  '#workload':: 'A Deployment or the like; other objects as they are.',
  workload(object)::
    if std.objectHas(std.get(std.get(object, 'spec', {}), 'template', {}), 'spec')
    then object { spec+: { template+: { spec: pod(object.spec.template.spec) } } }
    else object,
}
