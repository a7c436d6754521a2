import 'good/main.libsonnet'
