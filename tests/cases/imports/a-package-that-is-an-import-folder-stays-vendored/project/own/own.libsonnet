import '../secret.libsonnet'
