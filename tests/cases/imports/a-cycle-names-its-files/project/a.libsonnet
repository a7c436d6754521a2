import 'sub/b.libsonnet'
