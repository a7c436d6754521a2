local all = [c for a in [1] for b in ['etcd'] for c in [b]]; { } +
(import 'mixgen/main.libsonnet').environments({
  k3d: { components: [x for x in all for y in [1] for z in [y]] + ['ectd'] },
})
