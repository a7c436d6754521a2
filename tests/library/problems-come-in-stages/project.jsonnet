local mixgen = import 'mixgen/main.libsonnet';

// The first is about arguments and hides that its name is unknown, the
// second is about names and hides that nothing is set; both are told.
local environments = mixgen.environments({
  a: { adons: [], platform: 'nowhere' },
  b: { addons: ['email', 'emial'] },
  c: { components: ['etcd'] },
});
{
  stages: [[problem.environment, problem.stage, problem.code] for problem in environments.mixgen.problems],
  sound: std.objectHas(environments.c, 'kustomization.yaml'),
}
