// Workloads, as `{ part/thing.yaml: object }`: the stack itself, which mode
// `install` adds where no chart or other operator does it, and what an
// environment asks for beside it in any mode. Each file below `lib/install/`
// is a function from a kit of helpers and the values of its component to
// objects by the end of their path.
local controlPlane = import './install/control-plane.libsonnet';
local kits = import './install/kit.libsonnet';
local namespace = import './install/namespace.libsonnet';

local parts = {
  alertmanager: import './install/alertmanager.libsonnet',
  'blackbox-exporter': import './install/blackbox-exporter.libsonnet',
  grafana: import './install/grafana.libsonnet',
  'kube-state-metrics': import './install/kube-state-metrics.libsonnet',
  'node-exporter': import './install/node-exporter.libsonnet',
  prometheus: import './install/prometheus.libsonnet',
  'prometheus-operator': import './install/prometheus-operator.libsonnet',
};

// By the name that a component gives in `model.installer`.
local optional = {
  alloy: import './install/alloy.libsonnet',
  jaeger: import './install/jaeger.libsonnet',
  loki: import './install/loki.libsonnet',
  'otel-collector': import './install/otel-collector.libsonnet',
  parca: import './install/parca.libsonnet',
  pyroscope: import './install/pyroscope.libsonnet',
  tempo: import './install/tempo.libsonnet',
};

{
  local install = self,

  '#parts':: 'Components of the stack.',
  parts: std.objectFields(parts),

  '#only':: 'The objects of one component, where another installer brings the rest.',
  only(model, tools, name)::
    local kit = kits(model, tools, name);
    kit.documents(parts[name](kit, model.install[name])),

  '#optional':: 'Names that a component may give as `model.installer`.',
  optional: std.objectFields(optional),

  '#further':: 'The objects of all components that bring their own workload.',
  further(model, tools)::
    tools.merge([
      local kit = kits(model, tools, name);
      kit.documents(optional[model.installers[name]](kit, model.install[name]))
      for name in std.objectFields(model.installers)
    ]),

  '#all':: 'The namespace, all components, and monitors of the cluster itself.',
  all(model, tools)::
    tools.merge(
      [namespace(model), controlPlane(model, kits(model, tools, 'kubernetes'))]
      + [install.only(model, tools, name) for name in std.objectFields(model.install) if std.member(install.parts, name)]
    ),
}
