local mixgen = import 'mixgen/main.libsonnet';

local quick = import 'mixgen/lib/quick.libsonnet';
local environments = quick('k3d', [], ['discord'], [
  { path: ['discord', 'severities'], text: '["critical"]', json: ['critical'] },
]);
local unset = quick('gke', ['etcd'], ['email'], []);
{
  problems: environments.mixgen.problems,
  parts: environments.mixgen.models.k3d.parts,
  route: environments.k3d['discord/alertmanager-config.yaml'].spec.route,
  unset: [std.join('.', problem.path) for problem in unset.mixgen.problems],
}
