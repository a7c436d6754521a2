// The ServiceAccount of the Prometheus that mode `install` brings, and the
// namespaces in which it may look for targets; null where it may in all.
function(model)
  local wanted = model.install.prometheus.namespaces;
  if std.member(wanted, '*') then null
  else {
    name: model.common.prefix + 'prometheus',
    namespace: model.common.namespace,
    sees: std.set(
      [model.common.namespace]
      + wanted
      + (if std.objectHas(model.controlPlane, 'apiserver') then ['default'] else [])
      + (if model.controlPlane == {} || !model.platform.facts.kubeSystem then [] else ['kube-system'])
    ),
  }
