local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({ lab: {} });
local model = environments.mixgen.models.lab;
{
  problems: environments.mixgen.problems,
  cluster: model.cluster,
  target: model.target,
  mode: model.mode,
  stack: model.stack.name,
  namespace: model.common.namespace,
  parts: model.parts,
}
