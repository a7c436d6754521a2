local mixgen = import 'mixgen/main.libsonnet';

local mixin = { _config+:: { selector: 'job="db"' } };
local environments = mixgen.environments({
  a: { components: ['etcd'], values: { etcd: { mixin: mixin, config+: { selectr: 'x' } } } },
});
{ problems: environments.mixgen.problems, warnings: environments.mixgen.warnings }
