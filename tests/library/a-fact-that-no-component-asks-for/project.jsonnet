local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
  lab: { platform: { name: 'lab', facts: { schedular: false } }, components: ['etcd'] },
}).mixgen.problems
