(import 'lib.libsonnet') + (import 'other/x.libsonnet')
