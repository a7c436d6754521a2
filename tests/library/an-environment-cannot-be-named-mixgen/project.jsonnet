local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({ mixgen: { components: ['etcd'] } }).mixgen.problems
