local mixgen = import 'mixgen/main.libsonnet';

local widen = { name: 'widen', patch: { etcd+: { values+: { selector+: { tier: 'db' } } } } };
local environments = mixgen.environments({
  one: { cluster: 'c', components: ['etcd', 'nats'], addons: ['discord', widen, 'opsgenie'] },
  two: { cluster: 'c', components: ['nats', 'etcd'], addons: ['opsgenie', widen, 'discord'] },
});
{ equal: environments.one == environments.two, paths: std.length(environments.one) > 10 }
