import '../../secret.libsonnet'
