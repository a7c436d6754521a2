local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments([{ platform: 'k3d' }]).mixgen.problems
