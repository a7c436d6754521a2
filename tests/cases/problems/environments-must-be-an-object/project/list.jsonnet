(import 'mixgen/main.libsonnet').environments(['k3d'])
