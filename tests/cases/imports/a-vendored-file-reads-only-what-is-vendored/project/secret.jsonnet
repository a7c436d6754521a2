import 'worse/main.libsonnet'
