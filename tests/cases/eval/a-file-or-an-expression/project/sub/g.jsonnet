import 'h.libsonnet'
