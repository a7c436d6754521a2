import 'more.libsonnet'
