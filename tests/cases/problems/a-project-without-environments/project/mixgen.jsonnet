local mixgen = import 'mixgen/main.libsonnet';

mixgen.environments({
})
