import 'config/site.libsonnet'
