import 'bad/main.libsonnet'
