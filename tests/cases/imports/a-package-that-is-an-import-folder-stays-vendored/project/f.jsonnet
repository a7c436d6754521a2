import 'package.libsonnet'
