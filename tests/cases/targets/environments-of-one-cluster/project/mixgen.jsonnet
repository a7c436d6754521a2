local mixgen = import 'mixgen/main.libsonnet';

local base = { platform: 'k3d', components: ['nats'], addons: ['discord'], cluster: 'live' };

mixgen.environments({
  one: base,
  two: base {
    // values+: { common+: { prefix: 'two-', uids: 'two', namespace: 'two' } },
  },
  // Of another cluster.
  three: base { cluster: 'spare' },
})
