// Programs that run beside Prometheus in target `plain`: their files, and how
// they are started. Each file below is a function from the model, the name of
// its component and its values to `{ files: { path: document }, command:
// [word] }`.
local makers = {
  alloy: import './alloy.libsonnet',
  jaeger: import './jaeger.libsonnet',
  loki: import './loki.libsonnet',
  'otel-collector': import './otel-collector.libsonnet',
  parca: import './parca.libsonnet',
  pyroscope: import './pyroscope.libsonnet',
  tempo: import './tempo.libsonnet',
};

function(model) {
  local workloads = self,
  '#of':: '`{ name: { files, command } }`.',
  of:: {
    [name]: makers[model.installers[name]](model, name, model.install[name])
    for name in std.objectFields(model.installers)
  },

  '#files':: 'The files of all.',
  files:: std.foldl(function(all, name) all + workloads.of[name].files, std.objectFields(workloads.of), {}),

  '#commands':: 'How each is started: `[[word]]`.',
  commands:: [workloads.of[name].command for name in std.objectFields(workloads.of)],
}
