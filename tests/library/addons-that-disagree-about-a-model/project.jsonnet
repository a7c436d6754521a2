local mixgen = import 'mixgen/main.libsonnet';

local loud = { name: 'loud', patch: { etcd+: { model+: { config+: { etcdRequestSeconds: 1 } } } } };
local mute = { name: 'mute', patch: { etcd+: { model+: { config+: { etcdRequestSeconds: 9 } } } } };
mixgen.environments({ k3d: { components: ['etcd'], addons: [loud, mute] } }).mixgen.problems
