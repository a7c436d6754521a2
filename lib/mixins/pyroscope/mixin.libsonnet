(import 'config.libsonnet')
