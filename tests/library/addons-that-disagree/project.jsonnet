local mixgen = import 'mixgen/main.libsonnet';

local one = { name: 'one', patch: { etcd+: { values+: { namespace: 'db', port: 'client' } } } };
local two = { name: 'two', patch: { etcd+: { values+: { namespace: 'store', port: 'client' }, model+: { config+: { etcdRequestSeconds: 1 } } } } };
local environments = mixgen.environments({
  disagree: { components: ['etcd'], addons: [two, one] },
  settled: { components: ['etcd'], addons: [two, one], values: { etcd: { namespace: 'etcd' } } },
  together: {
    components: ['etcd'],
    addons: [
      { name: 'left', patch: { etcd+: { values+: { selector+: { app: 'a' } } } } },
      { name: 'right', patch: { etcd+: { values+: { selector+: { tier: 'b' } } } } },
    ],
  },
});
{
  problems: environments.mixgen.problems,
  selector: environments.together['etcd/pod-monitor.yaml'].spec.selector.matchLabels,
}
