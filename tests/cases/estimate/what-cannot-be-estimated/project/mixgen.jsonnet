local mixgen = import 'mixgen/main.libsonnet';
mixgen.environments({ k3d: { components: ['etcd'] } })
