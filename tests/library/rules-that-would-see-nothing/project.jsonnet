local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  alone: { platform: 'okd', components: ['kubernetes'] },
  beside: { platform: 'okd', components: ['etcd', 'kubernetes'] },
  elsewhere: { components: ['kubernetes'] },
  named: { platform: 'okd', components: ['kubernetes'], values: { kubernetes: { namespaces: ['shop'] } } },
}).mixgen.warnings
