local mixgen = import 'mixgen/main.libsonnet';

local environments = mixgen.environments({ k3d: { components: ['etcd'], values: { etcd: { mixin: {} } } } });
{ problems: environments.mixgen.problems, paths: std.objectFields(environments.k3d) }
